package io.goshawk.ir.onnx.spatial;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.window.Window;
import io.goshawk.ir.window.Windows;
import java.util.List;

/// ONNX Conv without its bias, which is an addition behind it: `[n, c, …]` by `[m, c / groups, …]`
/// gives `[n, m, …]`.
///
/// Padding is zero. A depthwise convolution has as many groups as channels.
public record Conv(Value input, Value weights, Window window, int groups) implements SpatialOp {
    public Conv {
        Windows.checkConvolution(input.shape(), weights.shape(), window, groups);
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
        return input.type().withShape(Windows.convolved(input.shape(), weights.shape(), window));
    }
}
