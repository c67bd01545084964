package io.goshawk.simulator.portable;

import io.goshawk.simulator.plan.Step;
import java.util.Arrays;

/// Sums of products in doubles, whose every partial sum a double holds.
///
/// The loops over events are plain ones over rows at one index, which the JIT compiler turns into
/// vectors whatever it has seen before: rows are arrays of their own, so that it need not know which
/// rows overlap.
final class DoubleProduct implements Task {
    private final Step.Product step;
    private final Packing packing;
    private final double[] weights;

    DoubleProduct(Step.Product step) {
        this.step = step;
        this.packing = new Packing(step);
        this.weights = packing.weights();
    }

    @Override
    public void run(Memory memory) {
        double[][] x = memory.asDoubles(step.in());
        double[][] y = memory.doubles(step.out());
        int count = memory.count();
        double[] padding = new double[count];
        Arrays.fill(padding, step.padding().doubleValue());
        double[][] taken = new double[packing.length()][];
        int outputs = packing.outputs();
        int pixels = step.out().layout().pixels();
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int group = 0; group < packing.groups(); group++) {
                packing.gather(x, padding, taken, pixel, group);
                int first = (pixel * packing.groups() + group) * outputs;
                for (int output = 0; output < outputs; output += Packing.OUTPUTS) {
                    sums(taken, y, first + output, outputs - output, packing.start(group, output), count);
                }
            }
        }
    }

    /// One output, or two where as many are left.
    private void sums(double[][] x, double[][] y, int to, int left, int start, int count) {
        double[] a = y[to];
        Arrays.fill(a, 0, count, 0);
        int at = start;
        if (left == 1) {
            for (int i = 0; i < x.length; i += Packing.INPUTS, at += Packing.INPUTS * Packing.OUTPUTS) {
                add(x[i], x[i + 1], x[i + 2], x[i + 3], a, weights, at, count);
            }
            return;
        }
        double[] b = y[to + 1];
        Arrays.fill(b, 0, count, 0);
        for (int i = 0; i < x.length; i += Packing.INPUTS, at += Packing.INPUTS * Packing.OUTPUTS) {
            add(x[i], x[i + 1], x[i + 2], x[i + 3], a, b, weights, at, count);
        }
    }

    private static void add(
            double[] x0,
            double[] x1,
            double[] x2,
            double[] x3,
            double[] a,
            double[] b,
            double[] weights,
            int at,
            int count) {
        double a0 = weights[at];
        double a1 = weights[at + 1];
        double a2 = weights[at + 2];
        double a3 = weights[at + 3];
        double b0 = weights[at + 4];
        double b1 = weights[at + 5];
        double b2 = weights[at + 6];
        double b3 = weights[at + 7];
        for (int i = 0; i < count; i++) {
            double p = x0[i];
            double q = x1[i];
            double r = x2[i];
            double s = x3[i];
            double first = Math.fma(s, a3, Math.fma(r, a2, Math.fma(q, a1, Math.fma(p, a0, a[i]))));
            double second = Math.fma(s, b3, Math.fma(r, b2, Math.fma(q, b1, Math.fma(p, b0, b[i]))));
            a[i] = first;
            b[i] = second;
        }
    }

    private static void add(
            double[] x0, double[] x1, double[] x2, double[] x3, double[] a, double[] weights, int at, int count) {
        double a0 = weights[at];
        double a1 = weights[at + 1];
        double a2 = weights[at + 2];
        double a3 = weights[at + 3];
        for (int i = 0; i < count; i++) {
            a[i] = Math.fma(x3[i], a3, Math.fma(x2[i], a2, Math.fma(x1[i], a1, Math.fma(x0[i], a0, a[i]))));
        }
    }
}
