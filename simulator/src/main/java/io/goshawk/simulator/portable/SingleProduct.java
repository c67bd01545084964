package io.goshawk.simulator.portable;

import io.goshawk.simulator.plan.Slopes;
import io.goshawk.simulator.plan.Step;
import java.util.Arrays;
import java.util.Optional;

/// Sums of products in floats, whose every partial sum a float holds.
///
/// The loops over events are plain ones over rows at one index, which the JIT compiler turns into
/// vectors whatever it has seen before: rows are arrays of their own, so that it need not know which
/// rows overlap.
final class SingleProduct implements Task {
    private final Step.Product step;
    private final Packing packing;
    private final float[] weights;
    /// What becomes of the sums at once.
    private final Optional<SingleRescale.Lines> then;

    SingleProduct(Step.Product step) {
        this.step = step;
        this.packing = new Packing(step);
        double[] packed = packing.weights();
        this.weights = new float[packed.length];
        for (int i = 0; i < packed.length; i++) {
            weights[i] = (float) packed[i];
        }
        this.then = step.then()
                .map(rescale -> new SingleRescale.Lines(
                        Slopes.of(rescale.channels(), 0, true).orElseThrow()));
    }

    @Override
    public void run(Memory memory) {
        float[][] x = memory.singles(step.in());
        float[][] y = memory.singles(step.out());
        int count = memory.count();
        float[] padding = new float[count];
        Arrays.fill(padding, step.padding().floatValue());
        float[][] taken = new float[packing.length()][];
        int outputs = packing.outputs();
        int pixels = step.out().layout().pixels();
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int group = 0; group < packing.groups(); group++) {
                packing.gather(x, padding, taken, pixel, group);
                int first = (pixel * packing.groups() + group) * outputs;
                for (int output = 0; output < outputs; output += Packing.OUTPUTS) {
                    sums(taken, y, first + output, outputs - output, packing.start(group, output), count);
                    if (then.isPresent()) {
                        rescale(y, first + output, Math.min(Packing.OUTPUTS, outputs - output), count);
                    }
                }
            }
        }
    }

    /// Rescales sums while they are in the first cache.
    private void rescale(float[][] y, int from, int many, int count) {
        int channels = step.out().layout().channels();
        for (int row = from; row < from + many; row++) {
            then.get().apply(row % channels, y[row], y[row], count);
        }
    }

    /// One output, or two where as many are left.
    private void sums(float[][] x, float[][] y, int to, int left, int start, int count) {
        float[] a = y[to];
        Arrays.fill(a, 0, count, 0);
        int at = start;
        if (left == 1) {
            for (int i = 0; i < x.length; i += Packing.INPUTS, at += Packing.INPUTS * Packing.OUTPUTS) {
                add(x[i], x[i + 1], x[i + 2], x[i + 3], a, weights, at, count);
            }
            return;
        }
        float[] b = y[to + 1];
        Arrays.fill(b, 0, count, 0);
        for (int i = 0; i < x.length; i += Packing.INPUTS, at += Packing.INPUTS * Packing.OUTPUTS) {
            add(x[i], x[i + 1], x[i + 2], x[i + 3], a, b, weights, at, count);
        }
    }

    private static void add(
            float[] x0, float[] x1, float[] x2, float[] x3, float[] a, float[] b, float[] weights, int at, int count) {
        float a0 = weights[at];
        float a1 = weights[at + 1];
        float a2 = weights[at + 2];
        float a3 = weights[at + 3];
        float b0 = weights[at + 4];
        float b1 = weights[at + 5];
        float b2 = weights[at + 6];
        float b3 = weights[at + 7];
        for (int i = 0; i < count; i++) {
            float p = x0[i];
            float q = x1[i];
            float r = x2[i];
            float s = x3[i];
            float first = Math.fma(s, a3, Math.fma(r, a2, Math.fma(q, a1, Math.fma(p, a0, a[i]))));
            float second = Math.fma(s, b3, Math.fma(r, b2, Math.fma(q, b1, Math.fma(p, b0, b[i]))));
            a[i] = first;
            b[i] = second;
        }
    }

    private static void add(
            float[] x0, float[] x1, float[] x2, float[] x3, float[] a, float[] weights, int at, int count) {
        float a0 = weights[at];
        float a1 = weights[at + 1];
        float a2 = weights[at + 2];
        float a3 = weights[at + 3];
        for (int i = 0; i < count; i++) {
            a[i] = Math.fma(x3[i], a3, Math.fma(x2[i], a2, Math.fma(x1[i], a1, Math.fma(x0[i], a0, a[i]))));
        }
    }
}
