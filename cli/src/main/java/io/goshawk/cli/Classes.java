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
        Counting counting = new Counting(scores.getFirst().rows(), labels);
        counting.add(scores);
        return counting.classes();
    }

    /// Decisions that come piece by piece.
    static final class Counting {
        private final int rows;
        private final Optional<String> labels;
        private final Optional<NpyArray> array;
        private long[] counts = new long[0];
        private long right;
        private int done;
        private boolean classifies = true;

        /// @param rows how many there will be
        Counting(int rows, Optional<String> labels) {
            this.rows = rows;
            this.labels = labels;
            this.array = labels.map(file -> labels(file, rows));
        }

        /// Takes the next rows.
        void add(List<Result> scores) {
            Result result = scores.getFirst();
            boolean scored = result.row().size() > 1
                    && result.row().last() == result.row().size();
            boolean classes = result.integral() && result.row().size() == 1;
            boolean tooMany = scored && result.row().size() > MOST;
            if ((!classes && !scored) || (tooMany && labels.isEmpty())) {
                labels.ifPresent(file -> refuse(file, result.name()));
                classifies = false;
                return;
            }
            counts = Arrays.copyOf(
                    counts, Math.max(counts.length, scored ? result.row().size() : 0));
            for (int row = 0; row < result.rows(); row++) {
                int decided = classes ? (int) result.values()[row] : result.largest(row);
                counts = Arrays.copyOf(counts, Math.max(counts.length, decided + 1));
                counts[decided]++;
                int at = done + row;
                right +=
                        array.filter(known -> label(known, rows, at) == decided).isPresent() ? 1 : 0;
            }
            done += result.rows();
        }

        /// Takes the decisions on the next rows.
        /// @param decided how often each class
        void add(long[] decided, int taken) {
            counts = Arrays.copyOf(counts, Math.max(counts.length, decided.length));
            for (int i = 0; i < decided.length; i++) {
                counts[i] += decided[i];
            }
            done += taken;
        }

        /// {@return what was decided; nothing where the network is no classifier}
        Optional<Classes> classes() {
            return classifies
                    ? Optional.of(new Classes(Arrays.stream(counts).boxed().toList(), labels.map(_ -> right)))
                    : Optional.empty();
        }
    }

    private static void refuse(String labels, String output) {
        throw DataFile.refusal(labels, "labels are for classifiers, and " + output + " is no row of scores");
    }

    private static NpyArray labels(String file, int rows) {
        NpyArray array = DataFile.read(file, Set.of("y", "Y", "label", "labels", "classes", "targets"));
        int size = array.shape().size();
        if (size == 0 || size % rows != 0) {
            throw DataFile.refusal(file, "it holds " + Words.count(size, "label") + " for " + Words.count(rows, "row"));
        }
        return array;
    }

    private static int label(NpyArray array, int rows, int row) {
        int extent = array.shape().size() / rows;
        return extent == 1 ? (int) value(array, row) : largest(array, row * extent, extent);
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
