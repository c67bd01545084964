package io.goshawk.simulator.portable;

import io.goshawk.simulator.plan.Fit;
import io.goshawk.simulator.plan.Kernel;
import io.goshawk.simulator.plan.Slopes;
import io.goshawk.simulator.plan.Step;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Sums of products in floats, whose every partial sum a float holds: four outputs of two vectors of
/// events at a time stay in registers.
final class SingleProduct implements Task {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int VECTOR = SPECIES.length();
    private static final int OUTPUTS = 4;
    /// How many numbers a fit has.
    private static final int FIT = 4;

    private final Step.Product step;
    private final int taps;
    private final int depth;
    private final int channels;
    private final int outputs;
    private final int groupOutputs;
    private final int groups;
    private final int blocks;
    private final int[] window;
    /// For each group and block of outputs, tap and input: a weight for each output of the block.
    private final float[] weights;
    /// For each group and block of outputs and tap: what padding adds to each output of the block.
    private final float[] padding;
    private final boolean rescaled;
    /// For each output, if sums are rescaled at once: slope, offset, least and greatest value.
    private final float[] fits;

    SingleProduct(Step.Product step) {
        Kernel kernel = step.kernel();
        this.step = step;
        taps = kernel.taps();
        depth = kernel.depth();
        channels = step.in().layout().channels();
        outputs = kernel.outputs();
        groups = kernel.groups();
        groupOutputs = kernel.outputsOfGroup();
        blocks = (groupOutputs + OUTPUTS - 1) / OUTPUTS;
        window = step.window().values();
        weights = new float[Math.multiplyExact(groups * blocks * OUTPUTS, taps * depth)];
        padding = new float[groups * blocks * taps * OUTPUTS];
        for (int output = 0; output < outputs; output++) {
            pack(kernel, output);
        }
        rescaled = step.then().isPresent();
        fits = step.then().map(SingleProduct::fits).orElse(new float[0]);
    }

    private static float[] fits(Step.Rescale step) {
        List<Fit> found = Slopes.of(step.channels(), 0, true).orElseThrow();
        float[] numbers = new float[FIT * step.out().layout().channels()];
        for (int i = 0; i < numbers.length; i += FIT) {
            Fit fit = found.get(found.size() == 1 ? 0 : i / FIT);
            numbers[i] = (float) fit.slope();
            numbers[i + 1] = (float) fit.offset();
            numbers[i + 2] = (float) fit.low();
            numbers[i + 3] = (float) fit.high();
        }
        return numbers;
    }

    private void pack(Kernel kernel, int output) {
        int block = output / groupOutputs * blocks + output % groupOutputs / OUTPUTS;
        int place = output % groupOutputs % OUTPUTS;
        for (int tap = 0; tap < taps; tap++) {
            float sum = 0;
            for (int input = 0; input < depth; input++) {
                float weight = kernel.at(output, tap, input);
                sum += weight;
                weights[((block * taps + tap) * depth + input) * OUTPUTS + place] = weight;
            }
            padding[(block * taps + tap) * OUTPUTS + place] =
                    sum * step.padding().floatValue();
        }
    }

    @Override
    public void run(Memory memory) {
        float[] x = memory.singles(step.in());
        float[] y = memory.singles(step.out());
        int lanes = memory.lanes();
        int pixels = step.out().layout().pixels();
        for (int pixel = 0; pixel < pixels; pixel++) {
            for (int block = 0; block < groups * blocks; block++) {
                for (int lane = 0; lane < lanes; lane += 2 * VECTOR) {
                    tile(x, y, pixel, block, lane, lanes);
                }
                if (rescaled) {
                    rescale(y, pixel, block, lanes);
                }
            }
        }
    }

    private void tile(float[] x, float[] y, int pixel, int block, int lane, int lanes) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        FloatVector b3 = a0;
        int first = block / blocks * depth;
        for (int tap = 0; tap < taps; tap++) {
            int from = window[pixel * taps + tap];
            if (from < 0) {
                int at = (block * taps + tap) * OUTPUTS;
                a0 = a0.add(padding[at]);
                a1 = a1.add(padding[at + 1]);
                a2 = a2.add(padding[at + 2]);
                a3 = a3.add(padding[at + 3]);
                b0 = b0.add(padding[at]);
                b1 = b1.add(padding[at + 1]);
                b2 = b2.add(padding[at + 2]);
                b3 = b3.add(padding[at + 3]);
                continue;
            }
            int xi = (from * channels + first) * lanes + lane;
            int wi = (block * taps + tap) * depth * OUTPUTS;
            for (int input = 0; input < depth; input++) {
                FloatVector xa = FloatVector.fromArray(SPECIES, x, xi);
                FloatVector xb = FloatVector.fromArray(SPECIES, x, xi + VECTOR);
                FloatVector w0 = FloatVector.broadcast(SPECIES, weights[wi]);
                a0 = xa.fma(w0, a0);
                b0 = xb.fma(w0, b0);
                FloatVector w1 = FloatVector.broadcast(SPECIES, weights[wi + 1]);
                a1 = xa.fma(w1, a1);
                b1 = xb.fma(w1, b1);
                FloatVector w2 = FloatVector.broadcast(SPECIES, weights[wi + 2]);
                a2 = xa.fma(w2, a2);
                b2 = xb.fma(w2, b2);
                FloatVector w3 = FloatVector.broadcast(SPECIES, weights[wi + 3]);
                a3 = xa.fma(w3, a3);
                b3 = xb.fma(w3, b3);
                xi += lanes;
                wi += OUTPUTS;
            }
        }
        int place = block % blocks * OUTPUTS;
        int yi = (pixel * outputs + block / blocks * groupOutputs + place) * lanes + lane;
        int valid = groupOutputs - place;
        store(a0, b0, y, yi);
        if (valid > 1) {
            store(a1, b1, y, yi + lanes);
        }
        if (valid > 2) {
            store(a2, b2, y, yi + 2 * lanes);
        }
        if (valid > 3) {
            store(a3, b3, y, yi + 3 * lanes);
        }
    }

    private static void store(FloatVector a, FloatVector b, float[] y, int at) {
        a.intoArray(y, at);
        b.intoArray(y, at + VECTOR);
    }

    /// Rescales the block's sums right behind the products, which leave too few registers for it.
    private void rescale(float[] y, int pixel, int block, int lanes) {
        int first = block / blocks * groupOutputs + block % blocks * OUTPUTS;
        int end = Math.min(first + OUTPUTS, (block / blocks + 1) * groupOutputs);
        for (int output = first; output < end; output++) {
            FloatVector slope = FloatVector.broadcast(SPECIES, fits[FIT * output]);
            FloatVector offset = FloatVector.broadcast(SPECIES, fits[FIT * output + 1]);
            FloatVector low = FloatVector.broadcast(SPECIES, fits[FIT * output + 2]);
            FloatVector high = FloatVector.broadcast(SPECIES, fits[FIT * output + 3]);
            FloatVector rounder = FloatVector.broadcast(SPECIES, SingleRescale.ROUNDER);
            int start = (pixel * outputs + output) * lanes;
            for (int i = start; i < start + lanes; i += VECTOR) {
                FloatVector value = FloatVector.fromArray(SPECIES, y, i).fma(slope, offset);
                value.max(low).min(high).add(rounder).sub(rounder).intoArray(y, i);
            }
        }
    }
}
