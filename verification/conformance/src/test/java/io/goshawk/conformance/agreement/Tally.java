package io.goshawk.conformance.agreement;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a comparison came to.
final class Tally {
    private int inputs;
    private long integers;
    private long outputs;
    private double worst;
    private double share;
    private final List<String> explained = new ArrayList<>();
    private final List<String> unexplained = new ArrayList<>();
    private final List<String> outputsBeyond = new ArrayList<>();
    private final Set<String> unbounded = new LinkedHashSet<>();

    void input() {
        inputs++;
    }

    void integers(int count) {
        integers += count;
    }

    void difference(String place, int i, double x, double ours, double theirs, double distance, double bound) {
        String line = String.format(
                Locale.ROOT,
                "%s, element %d: exact %.9g gives %.0f, the executor has %.0f; %.3g steps away, bound %.3g",
                place,
                i,
                x,
                ours,
                theirs,
                distance,
                bound);
        (distance <= bound ? explained : unexplained).add(line);
    }

    /// Compares one element of an output of the graph, which is a float and so may be off by `bound`.
    void output(double off, double bound, String place, String name, int i) {
        outputs++;
        worst = Math.max(worst, off);
        share = off > 0 ? Math.max(share, off / bound) : share;
        if (!(off <= bound)) {
            outputsBeyond.add(
                    place + ", output " + name + ", element " + i + ": off by " + off + ", the bound is " + bound);
        }
    }

    /// Notes that something behind the last quantiser was not compared.
    void without(String reason) {
        unbounded.add(reason);
    }

    int inputs() {
        return inputs;
    }

    long integers() {
        return integers;
    }

    List<String> explained() {
        return explained;
    }

    List<String> unexplained() {
        return unexplained;
    }

    List<String> outputsBeyond() {
        return outputsBeyond;
    }

    /// {@return why something was not compared, if anything was not}
    Set<String> uncompared() {
        return unbounded;
    }

    /// {@return the figures in one line}
    String summary() {
        return String.format(
                Locale.ROOT,
                "%d integers, %d differ, %d explained, %d not; %d float outputs, worst difference %.3g"
                        + " (%.2f of its bound at most), %d beyond the bound%s",
                integers,
                explained.size() + unexplained.size(),
                explained.size(),
                unexplained.size(),
                outputs,
                worst,
                share,
                outputsBeyond.size(),
                unbounded.isEmpty() ? "" : "; NOT COMPARED: " + String.join(", ", unbounded));
    }
}
