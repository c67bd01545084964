package io.goshawk.simulator.portable;

import io.goshawk.simulator.plan.Step;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Tasks on floats and doubles in plain loops over the lanes, which the JIT compiler turns into
/// vectors.
final class PlainTasks {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private PlainTasks() {}

    /// {@return the task of `step`, all in floats}
    static Task singleSum(Step.Sum step) {
        float a = step.leftFactor().floatValue();
        float b = step.rightFactor().floatValue();
        return memory -> {
            float[] left = memory.singles(step.left());
            float[] right = memory.singles(step.right());
            float[] out = memory.singles(step.out());
            int count = step.out().layout().size() * memory.lanes();
            for (int i = 0; i < count; i++) {
                out[i] = a * left[i] + b * right[i];
            }
        };
    }

    /// {@return the task of `step`, with a result in doubles}
    static Task doubleSum(Step.Sum step) {
        double a = step.leftFactor().doubleValue();
        double b = step.rightFactor().doubleValue();
        return memory -> {
            int count = step.out().layout().size() * memory.lanes();
            double[] out = memory.doubles(step.out());
            double[] left = memory.asDoubles(step.left());
            for (int i = 0; i < count; i++) {
                out[i] = a * left[i];
            }
            double[] right = memory.asDoubles(step.right());
            for (int i = 0; i < count; i++) {
                out[i] += b * right[i];
            }
        };
    }

    /// {@return the task of `step`, whose slots are of one domain}
    static Task move(Step.Move step) {
        int count = step.from().length();
        return memory -> {
            int lanes = memory.lanes();
            Object out = memory.array(step.out());
            for (int place = 0; place < count; place++) {
                Object in = memory.array(step.source(place));
                System.arraycopy(in, step.sourcePlace(place) * lanes, out, place * lanes, lanes);
            }
        };
    }

    /// {@return the task of `step`, all in floats}
    static Task singleLargest(Step.Largest step) {
        return memory -> {
            float[] in = memory.singles(step.in());
            float[] out = memory.singles(step.out());
            new Windows(step, memory.lanes()).each((from, to, count, first) -> {
                for (int i = 0; i < count; i++) {
                    out[to + i] = first ? in[from + i] : Math.max(out[to + i], in[from + i]);
                }
            });
        };
    }

    /// {@return the task of `step`, all in doubles}
    static Task doubleLargest(Step.Largest step) {
        return memory -> {
            double[] in = memory.doubles(step.in());
            double[] out = memory.doubles(step.out());
            new Windows(step, memory.lanes()).each((from, to, count, first) -> {
                for (int i = 0; i < count; i++) {
                    out[to + i] = first ? in[from + i] : Math.max(out[to + i], in[from + i]);
                }
            });
        };
    }

    /// Takes a pixel's numbers into another's.
    @FunctionalInterface
    interface Meeting {
        /// @param first whether `to` holds nothing yet
        void meet(int from, int to, int count, boolean first);
    }

    /// The pixels that meet under each window.
    record Windows(Step.Largest step, int lanes) {
        void each(Meeting meeting) {
            int count = step.in().layout().channels() * lanes;
            for (int pixel = 0; pixel < step.out().layout().pixels(); pixel++) {
                boolean first = true;
                for (int tap = 0; tap < step.taps(); tap++) {
                    int from = step.window().at(pixel * step.taps() + tap);
                    if (from >= 0) {
                        meeting.meet(from * count, pixel * count, count, first);
                        first = false;
                    }
                }
            }
        }
    }

    /// {@return the task of `step`, on floats with places in floats}
    static Task singleWinner(Step.Winner step) {
        int channels = step.in().layout().channels();
        return memory -> {
            float[] in = memory.singles(step.in());
            float[] out = memory.singles(step.out());
            int lanes = memory.lanes();
            for (int pixel = 0; pixel < step.out().layout().pixels(); pixel++) {
                for (int lane = 0; lane < lanes; lane += SPECIES.length()) {
                    winner(in, pixel * channels * lanes + lane, lanes, channels).intoArray(out, pixel * lanes + lane);
                }
            }
        };
    }

    /// {@return for each of a vector's lanes the first channel with the largest number}
    private static FloatVector winner(float[] in, int start, int lanes, int channels) {
        FloatVector best = FloatVector.fromArray(SPECIES, in, start);
        FloatVector place = FloatVector.zero(SPECIES);
        for (int channel = 1; channel < channels; channel++) {
            FloatVector here = FloatVector.fromArray(SPECIES, in, start + channel * lanes);
            place = place.blend((float) channel, here.compare(VectorOperators.GT, best));
            best = best.max(here);
        }
        return place;
    }
}
