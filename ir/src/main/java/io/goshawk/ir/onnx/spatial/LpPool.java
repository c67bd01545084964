package io.goshawk.ir.onnx.spatial;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.window.Window;
import io.goshawk.ir.window.Windows;
import java.util.List;

/// ONNX LpPool of `[n, c, …]`: the `p`-norm of what the window meets; padding counts nothing.
///
/// @param kernel the extents of the window
/// @param p at least 1
public record LpPool(Value input, List<Integer> kernel, Window window, int p) implements SpatialOp {
    public LpPool {
        kernel = List.copyOf(kernel);
        Windows.checkPool(input.shape(), kernel, window, false);
        if (p < 1) {
            throw new IllegalArgumentException("there is no norm of order " + p);
        }
    }

    @Override
    public boolean isAffine() {
        return false;
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public LpPool withOperands(List<Value> operands) {
        return new LpPool(operands.getFirst(), kernel, window, p);
    }

    @Override
    public TensorType resultType() {
        return input.type().withShape(Windows.pooled(input.shape(), kernel, window));
    }
}
