package io.goshawk.simulator.portable;

import io.goshawk.simulator.plan.Step;
import java.util.Arrays;

/// Tasks on floats and doubles in plain loops over events, which the JIT compiler turns into vectors.
final class PlainTasks {
    private PlainTasks() {}

    /// {@return the task of `step`, all in floats}
    static Task singleSum(Step.Sum step) {
        float a = step.leftFactor().floatValue();
        float b = step.rightFactor().floatValue();
        return memory -> {
            float[][] left = memory.singles(step.left());
            float[][] right = memory.singles(step.right());
            float[][] out = memory.singles(step.out());
            for (int place = 0; place < step.out().layout().size(); place++) {
                sum(left[place], a, right[place], b, out[place], memory.count());
            }
        };
    }

    private static void sum(float[] left, float a, float[] right, float b, float[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = a * left[i] + b * right[i];
        }
    }

    /// {@return the task of `step`, with a result in doubles}
    static Task doubleSum(Step.Sum step) {
        double a = step.leftFactor().doubleValue();
        double b = step.rightFactor().doubleValue();
        return memory -> {
            int size = step.out().layout().size();
            double[][] out = memory.doubles(step.out());
            double[][] left = memory.asDoubles(step.left());
            for (int place = 0; place < size; place++) {
                Arrays.fill(out[place], 0, memory.count(), 0);
                add(left[place], a, out[place], memory.count());
            }
            double[][] right = memory.asDoubles(step.right());
            for (int place = 0; place < size; place++) {
                add(right[place], b, out[place], memory.count());
            }
        };
    }

    private static void add(double[] in, double factor, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] += factor * in[i];
        }
    }

    /// {@return the task of `step`, whose slots are of one domain}
    static Task move(Step.Move step) {
        int size = step.from().length();
        return memory -> {
            Object[] out = memory.array(step.out());
            for (int place = 0; place < size; place++) {
                Object in = memory.array(step.source(place))[step.sourcePlace(place)];
                System.arraycopy(in, 0, out[place], 0, memory.count());
            }
        };
    }

    /// {@return the task of `step`, all in floats}
    static Task singleLargest(Step.Largest step) {
        return memory -> {
            float[][] in = memory.singles(step.in());
            float[][] out = memory.singles(step.out());
            new Windows(step).each((from, to, first) -> {
                if (first) {
                    System.arraycopy(in[from], 0, out[to], 0, memory.count());
                } else {
                    largest(in[from], out[to], memory.count());
                }
            });
        };
    }

    private static void largest(float[] in, float[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = Math.max(out[i], in[i]);
        }
    }

    /// {@return the task of `step`, all in doubles}
    static Task doubleLargest(Step.Largest step) {
        return memory -> {
            double[][] in = memory.doubles(step.in());
            double[][] out = memory.doubles(step.out());
            new Windows(step).each((from, to, first) -> {
                if (first) {
                    System.arraycopy(in[from], 0, out[to], 0, memory.count());
                } else {
                    largest(in[from], out[to], memory.count());
                }
            });
        };
    }

    private static void largest(double[] in, double[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = Math.max(out[i], in[i]);
        }
    }

    /// Takes a row into another.
    @FunctionalInterface
    interface Meeting {
        /// @param first whether `to` holds nothing yet
        void meet(int from, int to, boolean first);
    }

    /// The rows that meet under each window.
    record Windows(Step.Largest step) {
        void each(Meeting meeting) {
            int channels = step.in().layout().channels();
            for (int pixel = 0; pixel < step.out().layout().pixels(); pixel++) {
                boolean first = true;
                for (int tap = 0; tap < step.taps(); tap++) {
                    int from = step.window().at(pixel * step.taps() + tap);
                    for (int channel = 0; from >= 0 && channel < channels; channel++) {
                        meeting.meet(from * channels + channel, pixel * channels + channel, first);
                    }
                    first &= from < 0;
                }
            }
        }
    }

    /// {@return the task of `step`, on floats with places in floats}
    static Task singleWinner(Step.Winner step) {
        int channels = step.in().layout().channels();
        return memory -> {
            float[][] in = memory.singles(step.in());
            float[][] out = memory.singles(step.out());
            int count = memory.count();
            for (int pixel = 0; pixel < step.out().layout().pixels(); pixel++) {
                float[] best = Arrays.copyOf(in[pixel * channels], count);
                Arrays.fill(out[pixel], 0, count, 0);
                for (int channel = 1; channel < channels; channel++) {
                    winner(in[pixel * channels + channel], best, out[pixel], channel);
                }
            }
        };
    }

    private static void winner(float[] here, float[] best, float[] place, int channel) {
        for (int i = 0; i < best.length; i++) {
            if (here[i] > best[i]) {
                best[i] = here[i];
                place[i] = channel;
            }
        }
    }
}
