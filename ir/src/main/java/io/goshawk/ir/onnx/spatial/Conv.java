package io.goshawk.ir.onnx.spatial;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// ONNX Conv without its bias, which is an addition behind it: `[n, c, …]` by `[m, c / groups, …]` gives `[n, m, …]`.
///
/// Padding is zero. A depthwise convolution has as many groups as channels.
public record Conv(Value input, Value weights, Window window, int groups) implements SpatialOp {
    public Conv {
        Shape data = input.shape();
        Shape kernel = weights.shape();
        if (data.rank() != kernel.rank() || data.rank() != window.rank() + 2) {
            throw new IllegalArgumentException("no convolution of " + data + " by " + kernel);
        }
        if (groups < 1 || kernel.extent(0) % groups != 0 || (long) kernel.extent(1) * groups != data.extent(1)) {
            throw new IllegalArgumentException(
                    "no convolution of " + data + " by " + kernel + " in " + groups + " groups");
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input, weights);
    }

    @Override
    public Conv withOperands(List<Value> operands) {
        return new Conv(operands.get(0), operands.get(1), window, groups);
    }

    @Override
    public TensorType resultType() {
        List<Integer> extents =
                new ArrayList<>(List.of(input.shape().extent(0), weights.shape().extent(0)));
        for (int axis = 0; axis < window.rank(); axis++) {
            extents.add(window.places(
                    axis, input.shape().extent(axis + 2), weights.shape().extent(axis + 2)));
        }
        return input.type().withShape(new Shape(extents));
    }
}
