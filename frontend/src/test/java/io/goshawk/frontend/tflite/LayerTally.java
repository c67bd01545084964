package io.goshawk.frontend.tflite;

import java.util.List;
import java.util.Locale;

/// What comparing the interpreter with kernels came to at one layer.
final class LayerTally {
    private final String layer;
    private final boolean integers;
    private long elements;
    private long differ;
    private long beyondOneStep;
    private long unexplained;
    private long notOnce;
    private long notTwice;
    private boolean predicted;
    private double farthest;
    private double boundThere;
    private String worst = "";

    LayerTally(String layer, boolean integers) {
        this.layer = layer;
        this.integers = integers;
    }

    /// Counts what documented arithmetic predicted.
    void predicted(long theirs, long once, long twice) {
        predicted = true;
        notOnce += theirs == once ? 0 : 1;
        notTwice += theirs == twice ? 0 : 1;
    }

    /// Counts an element; it differs if `ours` and `theirs` do.
    ///
    /// @param exact what both round, in steps
    /// @param bound how far `theirs` may be off `exact` in front of rounding
    void element(String place, double ours, double theirs, double exact, double bound) {
        elements++;
        double half = integers ? 0.5 : 0;
        // Doubles that stand for the exact value carry an error of their own.
        double doubt = (Math.abs(exact) + 1) * 0x1p-44;
        if (!(Math.abs(ours - exact) <= half + doubt + (integers ? 0 : bound))) {
            unexplained(place + ": the interpreter has " + ours + " where the exact value is " + exact);
        }
        if (ours == theirs) {
            return;
        }
        differ++;
        beyondOneStep += integers && Math.abs(ours - theirs) != 1 ? 1 : 0;
        double distance = Math.abs(theirs - exact) - half;
        if (!(distance <= bound + doubt)) {
            unexplained(String.format(
                    Locale.ROOT,
                    "%s: exact %.9g gives %s, kernel %s: %.3g away, bound %.3g",
                    place,
                    exact,
                    ours,
                    theirs,
                    distance,
                    bound));
        } else if (distance > farthest) {
            farthest = distance;
            boundThere = bound;
        }
    }

    /// {@return the figures of `layers` together}
    static LayerTally all(List<LayerTally> layers) {
        LayerTally all = new LayerTally("all layers", layers.stream().anyMatch(layer -> layer.integers));
        for (LayerTally layer : layers) {
            all.elements += layer.elements;
            all.differ += layer.differ;
            all.beyondOneStep += layer.beyondOneStep;
            all.unexplained += layer.unexplained;
            all.notOnce += layer.notOnce;
            all.notTwice += layer.notTwice;
            all.predicted |= layer.predicted;
            if (layer.farthest > all.farthest) {
                all.farthest = layer.farthest;
                all.boundThere = layer.boundThere;
            }
        }
        return all;
    }

    private void unexplained(String line) {
        unexplained++;
        worst = worst.isEmpty() ? line : worst;
    }

    long differ() {
        return differ;
    }

    long elements() {
        return elements;
    }

    long unexplained() {
        return unexplained;
    }

    /// {@return the heads of what [#row] gives}
    static String head() {
        return String.format(
                Locale.ROOT,
                "%-24s %11s %9s %9s %11s  %-20s %9s %9s",
                "layer",
                "elements",
                "differ",
                "by > 1",
                "unexplained",
                "farthest (bound)",
                "not once",
                "not twice");
    }

    /// {@return the figures, in columns}
    String row() {
        String arithmetic = predicted
                ? String.format(Locale.ROOT, "%9d %9d", notOnce, notTwice)
                : String.format("%9s %9s", "-", "-");
        String distance = differ == 0 ? "-" : String.format(Locale.ROOT, "%.2g (%.2g)", farthest, boundThere);
        return String.format(
                Locale.ROOT,
                "%-24s %11d %9d %9s %11d  %-20s %s",
                layer,
                elements,
                differ,
                integers ? beyondOneStep : "-",
                unexplained,
                distance,
                arithmetic);
    }

    /// {@return the first element that the bound does not explain, or nothing}
    String worst() {
        return worst;
    }
}
