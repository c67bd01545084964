package io.goshawk.simulator.portable;

import io.goshawk.simulator.plan.Fit;
import io.goshawk.simulator.plan.Step;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Requantisers that are proven to be a fused multiply-add, a clamp and a rounding of floats.
final class SingleRescale implements Task {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    /// Added and taken off again, it rounds to the nearest integer, ties to even.
    static final float ROUNDER = 0x1.8p23f;

    private final Step.Rescale step;
    private final float[] slopes;
    private final float[] offsets;
    private final float[] lows;
    private final float[] highs;

    SingleRescale(Step.Rescale step, List<Fit> fits) {
        this.step = step;
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

    @Override
    public void run(Memory memory) {
        float[] x = memory.singles(step.in());
        float[] y = memory.singles(step.out());
        int lanes = memory.lanes();
        int size = step.out().layout().size();
        for (int place = 0; place < size; place++) {
            int channel = place % slopes.length;
            row(x, y, place * lanes, lanes, channel);
        }
    }

    private void row(float[] x, float[] y, int start, int lanes, int channel) {
        FloatVector slope = FloatVector.broadcast(SPECIES, slopes[channel]);
        FloatVector offset = FloatVector.broadcast(SPECIES, offsets[channel]);
        FloatVector low = FloatVector.broadcast(SPECIES, lows[channel]);
        FloatVector high = FloatVector.broadcast(SPECIES, highs[channel]);
        FloatVector rounder = FloatVector.broadcast(SPECIES, ROUNDER);
        for (int i = start; i < start + lanes; i += SPECIES.length()) {
            FloatVector value = FloatVector.fromArray(SPECIES, x, i).fma(slope, offset);
            value.max(low).min(high).add(rounder).sub(rounder).intoArray(y, i);
        }
    }
}
