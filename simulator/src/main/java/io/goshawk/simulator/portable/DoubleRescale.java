package io.goshawk.simulator.portable;

import io.goshawk.simulator.plan.Fit;
import io.goshawk.simulator.plan.Step;
import java.util.List;

/// Requantisers that are proven to be a fused multiply-add, a clamp and a rounding of doubles.
final class DoubleRescale implements Task {
    /// Added and taken off again, it rounds to the nearest integer, ties to even.
    private static final double ROUNDER = 0x1.8p52;

    private final Step.Rescale step;
    private final double[] slopes;
    private final double[] offsets;
    private final double[] lows;
    private final double[] highs;

    DoubleRescale(Step.Rescale step, List<Fit> fits) {
        this.step = step;
        int count = fits.size();
        slopes = new double[count];
        offsets = new double[count];
        lows = new double[count];
        highs = new double[count];
        for (int i = 0; i < count; i++) {
            Fit fit = fits.get(i);
            slopes[i] = fit.slope();
            offsets[i] = fit.offset();
            lows[i] = fit.low();
            highs[i] = fit.high();
        }
    }

    @Override
    public void run(Memory memory) {
        double[][] x = memory.asDoubles(step.in());
        int channels = step.out().layout().channels();
        int size = step.out().layout().size();
        int count = memory.count();
        double[] narrow = new double[count];
        for (int place = 0; place < size; place++) {
            int line = slopes.length == 1 ? 0 : place % channels;
            if (memory.array(step.out()) instanceof float[][] singles) {
                row(x[place], narrow, count, slopes[line], offsets[line], lows[line], highs[line]);
                narrow(narrow, singles[place], count);
            } else {
                double[] y = memory.doubles(step.out())[place];
                row(x[place], y, count, slopes[line], offsets[line], lows[line], highs[line]);
            }
        }
    }

    private static void row(double[] x, double[] y, int count, double slope, double offset, double low, double high) {
        for (int i = 0; i < count; i++) {
            double value = Math.min(Math.max(Math.fma(x[i], slope, offset), low), high);
            y[i] = value + ROUNDER - ROUNDER;
        }
    }

    private static void narrow(double[] x, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] = (float) x[i];
        }
    }
}
