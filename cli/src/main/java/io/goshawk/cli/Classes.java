package io.goshawk.cli;

import io.goshawk.harness.npy.NpyArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a classifier decided: how often each class, and how often rightly.
///
/// @param counts rows by class
/// @param right how many rows have the label's class, where labels were given
record Classes(List<Long> counts, Optional<Long> right) {
    private static final int MOST = 1000;

    /// {@return the decisions; nothing where the network is no classifier}
    /// @param scores the model's outputs, without softmaxes
    /// @param labels the file of the right classes, if any
    static Optional<Classes> of(List<Result> scores, Optional<String> labels) {
        Result result = scores.getFirst();
        boolean scored =
                result.row().size() > 1 && result.row().last() == result.row().size();
        boolean classes = result.integral() && result.row().size() == 1;
        boolean tooMany = scored && result.row().size() > MOST;
        if ((!classes && !scored) || (tooMany && labels.isEmpty())) {
            return labels.isEmpty() ? Optional.empty() : refuse(labels.get(), result.name());
        }
        int[] decided = new int[result.rows()];
        for (int row = 0; row < decided.length; row++) {
            decided[row] = classes ? (int) result.values()[row] : result.largest(row);
        }
        int known = Arrays.stream(decided).max().orElse(0) + 1;
        long[] counts = new long[Math.max(scored ? result.row().size() : 0, known)];
        for (int place : decided) {
            counts[place]++;
        }
        return Optional.of(
                new Classes(Arrays.stream(counts).boxed().toList(), labels.map(file -> right(file, decided))));
    }

    private static Optional<Classes> refuse(String labels, String output) {
        throw DataFile.refusal(labels, "labels are for classifiers, and " + output + " is no row of scores");
    }

    private static long right(String file, int[] decided) {
        NpyArray array = DataFile.read(file, Set.of("y", "Y", "label", "labels", "classes", "targets"));
        int size = array.shape().size();
        if (size == 0 || size % decided.length != 0) {
            throw DataFile.refusal(
                    file, "it holds " + Words.count(size, "label") + " for " + Words.count(decided.length, "row"));
        }
        int extent = size / decided.length;
        long right = 0;
        for (int row = 0; row < decided.length; row++) {
            int label = extent == 1 ? (int) value(array, row) : largest(array, row * extent, extent);
            right += label == decided[row] ? 1 : 0;
        }
        return right;
    }

    /// One-hot labels, or any scores.
    private static int largest(NpyArray array, int start, int extent) {
        int best = 0;
        for (int place = 1; place < extent; place++) {
            best = value(array, start + place) > value(array, start + best) ? place : best;
        }
        return best;
    }

    private static double value(NpyArray array, int index) {
        return switch (array) {
            case NpyArray.Reals reals -> reals.values()[index];
            case NpyArray.Integers integers -> integers.values()[index];
        };
    }

    private long rows() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    private double accuracy() {
        return (double) right.orElse(0L) / rows();
    }

    /// {@return what to print}
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        StringBuilder classes = new StringBuilder("classes");
        for (int place = 0; place < counts.size(); place++) {
            if (counts.get(place) > 0) {
                classes.append("  ").append(place).append(": ").append(counts.get(place));
            }
        }
        lines.add(classes.toString());
        right.ifPresent(count -> lines.add(
                String.format(Locale.ROOT, "accuracy %.3f %% (%,d of %,d)", 100 * accuracy(), count, rows())));
        return lines;
    }

    /// Puts the same into `document`.
    void describe(Map<String, Object> document) {
        document.put("classes", counts);
        document.put("right", right);
        document.put("accuracy", right.map(_ -> accuracy()));
    }
}
