package io.goshawk.simulator.portable;

import io.goshawk.simulator.plan.Fit;
import io.goshawk.simulator.plan.Step;
import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// Requantisers that are proven to be a fused multiply-add, a clamp and a rounding of doubles.
final class DoubleRescale implements Task {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
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
        double[] x = memory.asDoubles(step.in());
        int lanes = memory.lanes();
        int size = step.out().layout().size();
        boolean narrow = memory.array(step.out()) instanceof float[];
        double[] row = new double[narrow ? lanes : 0];
        for (int place = 0; place < size; place++) {
            int channel = place % slopes.length;
            if (narrow) {
                row(x, row, place * lanes, 0, lanes, channel);
                float[] y = memory.singles(step.out());
                for (int lane = 0; lane < lanes; lane++) {
                    y[place * lanes + lane] = (float) row[lane];
                }
            } else {
                row(x, memory.doubles(step.out()), place * lanes, place * lanes, lanes, channel);
            }
        }
    }

    private void row(double[] x, double[] y, int from, int to, int lanes, int channel) {
        DoubleVector slope = DoubleVector.broadcast(SPECIES, slopes[channel]);
        DoubleVector offset = DoubleVector.broadcast(SPECIES, offsets[channel]);
        DoubleVector low = DoubleVector.broadcast(SPECIES, lows[channel]);
        DoubleVector high = DoubleVector.broadcast(SPECIES, highs[channel]);
        DoubleVector rounder = DoubleVector.broadcast(SPECIES, ROUNDER);
        for (int i = 0; i < lanes; i += SPECIES.length()) {
            DoubleVector value = DoubleVector.fromArray(SPECIES, x, from + i).fma(slope, offset);
            value.max(low).min(high).add(rounder).sub(rounder).intoArray(y, to + i);
        }
    }
}
