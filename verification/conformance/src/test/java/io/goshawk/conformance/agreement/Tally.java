package io.goshawk.conformance.agreement;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a comparison came to.
final class Tally {
    private long integers;
    private long outputs;
    private final List<String> explained = new ArrayList<>();
    private final List<String> unexplained = new ArrayList<>();
    private final List<String> outputsBeyond = new ArrayList<>();
    private final Set<String> unbounded = new LinkedHashSet<>();

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

    void output(boolean within, String place, String name, int i, double off) {
        outputs++;
        if (!within) {
            outputsBeyond.add(place + ", output " + name + ", element " + i + ": off by " + off);
        }
    }

    /// Notes that something behind the last quantiser was not compared.
    void without(String reason) {
        unbounded.add(reason);
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

    /// {@return the figures in one line}
    String summary() {
        return integers + " integers, " + (explained.size() + unexplained.size()) + " differ, " + explained.size()
                + " explained, " + unexplained.size() + " not; " + outputs + " outputs, " + outputsBeyond.size()
                + " beyond the bound" + (unbounded.isEmpty() ? "" : "; not compared: " + String.join(", ", unbounded));
    }
}
