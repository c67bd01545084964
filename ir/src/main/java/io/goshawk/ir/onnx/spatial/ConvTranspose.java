package io.goshawk.ir.onnx.spatial;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.window.Window;
import java.util.ArrayList;
import java.util.List;

/// ONNX ConvTranspose without its bias, which is an addition behind it: `[n, c, …]` by `[c, m / groups,
/// …]` gives `[n, m, …]`. Element `i` of the input adds its product with tap `k` to place `i * stride +
/// k * dilation - before`.
///
/// @param window its padding is cut off the result
/// @param more how far the result goes on behind the last tap (`output_padding`)
public record ConvTranspose(Value input, Value weights, Window window, List<Integer> more, int groups)
        implements SpatialOp {
    public ConvTranspose {
        more = List.copyOf(more);
        Shape data = input.shape();
        Shape kernel = weights.shape();
        if (data.rank() != kernel.rank() || data.rank() != window.rank() + 2 || more.size() != window.rank()) {
            throw new IllegalArgumentException("no transposed convolution of " + data + " by " + kernel);
        }
        if (groups < 1 || data.extent(1) != kernel.extent(0) || kernel.extent(0) % groups != 0) {
            throw new IllegalArgumentException(
                    "no transposed convolution of " + data + " by " + kernel + " in " + groups + " groups");
        }
        for (int axis = 0; axis < window.rank(); axis++) {
            if (extent(input, weights, window, more, axis) < 0) {
                throw new IllegalArgumentException("the padding " + window.before() + " and " + window.after()
                        + " cuts off all of a transposed convolution of " + data + " by " + kernel);
            }
        }
    }

    private static long extent(Value input, Value weights, Window window, List<Integer> more, int axis) {
        long steps = (input.shape().extent(axis + 2) - 1L) * window.strides().get(axis);
        long taps = (weights.shape().extent(axis + 2) - 1L) * window.dilations().get(axis) + 1;
        return steps
                + taps
                + more.get(axis)
                - window.before().get(axis)
                - window.after().get(axis);
    }

    @Override
    public List<Value> operands() {
        return List.of(input, weights);
    }

    @Override
    public ConvTranspose withOperands(List<Value> operands) {
        return new ConvTranspose(operands.get(0), operands.get(1), window, more, groups);
    }

    @Override
    public TensorType resultType() {
        int channels = Math.multiplyExact(weights.shape().extent(1), groups);
        List<Integer> extents = new ArrayList<>(List.of(input.shape().extent(0), channels));
        for (int axis = 0; axis < window.rank(); axis++) {
            extents.add(Math.toIntExact(extent(input, weights, window, more, axis)));
        }
        return input.type().withShape(new Shape(extents));
    }
}
