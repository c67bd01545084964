package io.goshawk.simulator.portable;

import io.goshawk.simulator.plan.Fit;
import io.goshawk.simulator.plan.Step;
import java.util.List;

/// Requantisers that are proven to be a fused multiply-add, a clamp and a rounding of floats.
final class SingleRescale implements Task {
    /// Added and taken off again, it rounds to the nearest integer, ties to even.
    private static final float ROUNDER = 0x1.8p23f;

    private final Step.Rescale step;
    private final Lines lines;

    SingleRescale(Step.Rescale step, List<Fit> fits) {
        this.step = step;
        this.lines = new Lines(fits);
    }

    @Override
    public void run(Memory memory) {
        float[][] x = memory.singles(step.in());
        float[][] y = memory.singles(step.out());
        int channels = step.out().layout().channels();
        int size = step.out().layout().size();
        for (int place = 0; place < size; place++) {
            lines.apply(place % channels, x[place], y[place], memory.count());
        }
    }

    /// The fits of channels, or of all of them the same.
    static final class Lines {
        private final float[] slopes;
        private final float[] offsets;
        private final float[] lows;
        private final float[] highs;

        Lines(List<Fit> fits) {
            int count = fits.size();
            slopes = new float[count];
            offsets = new float[count];
            lows = new float[count];
            highs = new float[count];
            for (int i = 0; i < count; i++) {
                Fit fit = fits.get(i);
                slopes[i] = (float) fit.slope();
                offsets[i] = (float) fit.offset();
                lows[i] = (float) fit.low();
                highs[i] = (float) fit.high();
            }
        }

        /// Rescales the first `count` numbers of a row of `channel`, which may be `y` itself.
        void apply(int channel, float[] x, float[] y, int count) {
            int line = slopes.length == 1 ? 0 : channel;
            row(x, y, count, slopes[line], offsets[line], lows[line], highs[line]);
        }

        private static void row(float[] x, float[] y, int count, float slope, float offset, float low, float high) {
            for (int i = 0; i < count; i++) {
                float value = Math.min(Math.max(Math.fma(x[i], slope, offset), low), high);
                y[i] = value + ROUNDER - ROUNDER;
            }
        }
    }
}
