package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.onnx.spatial.Conv;
import io.goshawk.ir.onnx.spatial.SpatialOp;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// What operations on feature maps mean.
public final class SpatialSemantics {
    private SpatialSemantics() {}

    /// {@return what `op` makes of `in`}
    static Tensor evaluate(SpatialOp op, List<Tensor> in) {
        List<RealTensor> reals = OnnxSemantics.reals(op, in);
        return switch (op) {
            case Conv conv -> convolve(conv, reals.get(0), reals.get(1));
        };
    }

    /// The definition, one product at a time.
    private static RealTensor convolve(Conv op, RealTensor data, RealTensor weights) {
        Shape shape = op.resultType().shape();
        Shape kernel = weights.shape();
        int taps = kernel.stride(0);
        List<Real> result = new ArrayList<>(shape.size());
        for (int i = 0; i < shape.size(); i++) {
            int channel = i / shape.stride(1) % shape.extent(1);
            Real sum = Dyadic.ZERO;
            for (int tap = 0; tap < taps; tap++) {
                int from = source(op, data.shape(), shape, kernel, i, tap);
                if (from >= 0) {
                    sum = sum.plus(data.at(from).times(weights.at(channel * taps + tap)));
                }
            }
            result.add(sum);
        }
        return new RealTensor(shape, result);
    }

    /// {@return which element of the input tap `tap` of the kernel meets at `place` of the result; -1 for padding}
    private static int source(Conv op, Shape input, Shape output, Shape kernel, int place, int tap) {
        int channel = place / output.stride(1) % output.extent(1);
        int group = channel / (output.extent(1) / op.groups());
        int from = place / output.stride(0) * input.stride(0)
                + (group * kernel.extent(1) + tap / kernel.stride(1)) * input.stride(1);
        for (int axis = 0; axis < op.window().rank(); axis++) {
            int step = place / output.stride(axis + 2) % output.extent(axis + 2);
            int offset = tap / kernel.stride(axis + 2) % kernel.extent(axis + 2);
            int at = step * op.window().strides().get(axis)
                    + offset * op.window().dilations().get(axis)
                    - op.window().before().get(axis);
            if (at < 0 || at >= input.extent(axis + 2)) {
                return -1;
            }
            from += at * input.stride(axis + 2);
        }
        return from;
    }
}
