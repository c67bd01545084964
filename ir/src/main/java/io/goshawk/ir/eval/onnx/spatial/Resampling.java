package io.goshawk.ir.eval.onnx.spatial;

import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.exact.Combination;
import io.goshawk.ir.onnx.spatial.Resize;
import io.goshawk.ir.onnx.spatial.Resize.Axis;
import io.goshawk.ir.onnx.spatial.Resize.Mode;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/// What resizing means: along each axis, every place of the result has a few places of the input, with weights.
public final class Resampling {
    private final Resize op;
    private final Shape input;
    private final Shape shape;
    private final List<Samples[]> axes = new ArrayList<>();

    /// The places of the input that one place of the result reads.
    ///
    /// @param outside whether it lies outside the input, and reads none
    @SuppressWarnings("ArrayRecordComponent") // never compared; the inner loop reads them
    private record Samples(int[] places, double[] weights, boolean outside) {}

    private Resampling(Resize op) {
        this.op = op;
        this.input = op.input().shape();
        this.shape = op.resultType().shape();
        for (int axis = 0; axis < input.rank(); axis++) {
            Samples[] samples = new Samples[shape.extent(axis)];
            for (int place = 0; place < samples.length; place++) {
                samples[place] = samples(axis, place);
            }
            axes.add(samples);
        }
    }

    /// {@return what `op` makes of `data`; integers can only be read, not mixed}
    public static Tensor resize(Resize op, Tensor data) {
        return new Resampling(op).of(data);
    }

    private Tensor of(Tensor data) {
        // What lies outside is read from a place of its own, behind the input.
        Tensor all = Tensors.joined(List.of(data, extrapolation(data)));
        if (op.mode().isNearest()) {
            int[] from = new int[shape.size()];
            for (int i = 0; i < from.length; i++) {
                from[i] = nearest(i);
            }
            return all.gather(shape, from);
        }
        int most = 1;
        for (Samples[] samples : axes) {
            int widest = 1;
            for (Samples sample : samples) {
                widest = Math.max(widest, sample.places().length);
            }
            most = Math.multiplyExact(most, widest);
        }
        return new Combination(shape, most, this::terms, i -> 1).of(all);
    }

    private Tensor extrapolation(Tensor data) {
        Shape one = Shape.of(1);
        double[] value = {op.extrapolation()};
        return switch (data) {
            case FloatTensor floats -> Floats.rounded(one, floats.type(), value);
            case IntTensor _ -> IntTensor.of(one, (long) value[0]);
            case RealTensor _ -> RealTensor.exactly(FloatTensor.of(one, io.goshawk.ir.FloatType.F64, value));
        };
    }

    private Samples sampleOf(int result, int axis) {
        return axes.get(axis)[result / shape.stride(axis) % shape.extent(axis)];
    }

    private int nearest(int result) {
        int from = 0;
        for (int axis = 0; axis < input.rank(); axis++) {
            Samples samples = sampleOf(result, axis);
            if (samples.outside()) {
                return input.size();
            }
            from = from * input.extent(axis) + samples.places()[0];
        }
        return from;
    }

    private int terms(int result, int[] from, double[] weights) {
        from[0] = 0;
        weights[0] = 1;
        int count = 1;
        for (int axis = 0; axis < input.rank(); axis++) {
            Samples samples = sampleOf(result, axis);
            if (samples.outside()) {
                from[0] = input.size();
                weights[0] = 1;
                return 1;
            }
            int found = samples.places().length;
            // From the back, so that nothing is overwritten before it was read.
            for (int i = count - 1; i >= 0; i--) {
                int outer = from[i] * input.extent(axis);
                double weight = weights[i];
                for (int j = found - 1; j >= 0; j--) {
                    from[i * found + j] = outer + samples.places()[j];
                    weights[i * found + j] = weight * samples.weights()[j];
                }
            }
            count *= found;
        }
        return count;
    }

    private Samples samples(int axis, int place) {
        int extent = input.extent(axis);
        double x = coordinate(op.axes().get(axis), extent, place);
        if (op.coordinates() == Resize.Coordinates.TF_CROP_AND_RESIZE && (x < 0 || x > extent - 1)) {
            return new Samples(new int[0], new double[0], true);
        }
        if (op.mode().isNearest()) {
            return new Samples(new int[] {clamped(nearest(op.mode(), x), extent)}, new double[] {1}, false);
        }
        double floor = Math.floor(x);
        double[] weights = Kernels.weights(op, x - floor, op.axes().get(axis).scale());
        return trimmed(weights, floor - (weights.length / 2 - 1), extent);
    }

    /// {@return where element `place` of the result lies in the input}
    private double coordinate(Axis axis, int extent, int place) {
        double scale = axis.scale();
        double width = scale * extent;
        return switch (op.coordinates()) {
            case HALF_PIXEL -> (place + 0.5) / scale - 0.5;
            case HALF_PIXEL_SYMMETRIC -> extent / 2.0 * (1 - axis.extent() / width) + (place + 0.5) / scale - 0.5;
            case PYTORCH_HALF_PIXEL -> width == 1 ? -0.5 : (place + 0.5) / scale - 0.5;
            case ALIGN_CORNERS -> width == 1 ? 0 : place * (extent - 1.0) / (width - 1);
            case ASYMMETRIC -> place / scale;
            case TF_HALF_PIXEL_FOR_NN -> (place + 0.5) / scale;
            case TF_CROP_AND_RESIZE -> {
                double shown = axis.to() - axis.from();
                double start = axis.from() * (extent - 1);
                yield width == 1
                        ? shown * (extent - 1) / 2 + start
                        : place * shown * (extent - 1) / (width - 1) + start;
            }
        };
    }

    private static double nearest(Mode mode, double x) {
        return switch (mode) {
            case ROUND_PREFER_FLOOR -> Math.ceil(x - 0.5);
            case ROUND_PREFER_CEIL -> Math.floor(x + 0.5);
            case FLOOR -> Math.floor(x);
            case CEIL -> Math.ceil(x);
            case LINEAR, CUBIC -> throw new IllegalStateException("nothing is mixed here");
        };
    }

    private static int clamped(double place, int extent) {
        return (int) Math.max(0, Math.min(extent - 1.0, place));
    }

    /// {@return samples with `weights`, the first at `start`; without those that weigh nothing}
    private Samples trimmed(double[] weights, double start, int extent) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            boolean outside = start + i < 0 || start + i >= extent;
            weights[i] = op.excludesOutside() && outside ? 0 : weights[i];
            sum += weights[i];
        }
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] != 0) {
                kept.add(i);
            }
        }
        double total = op.excludesOutside() && sum != 0 ? sum : 1;
        return new Samples(
                kept.stream().mapToInt(i -> clamped(start + i, extent)).toArray(),
                kept.stream().mapToDouble(i -> weights[i] / total).toArray(),
                false);
    }
}
