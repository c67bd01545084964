package io.goshawk.ir.quant;

import io.goshawk.ir.RealType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.window.Window;
import io.goshawk.ir.window.Windows;
import java.util.List;

/// The exact sum of what a window meets on each map of `[n, c, …]`; padding is the real 0. An average
/// pool is this, times the reciprocal of its kernel's size.
///
/// @param kernel the extents of the window
public record WindowSum(Value input, List<Integer> kernel, Window window) implements QuantOp {
    public WindowSum {
        kernel = List.copyOf(kernel);
        Windows.checkPool(input.shape(), kernel, window, false);
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public WindowSum withOperands(List<Value> operands) {
        return new WindowSum(operands.getFirst(), kernel, window);
    }

    @Override
    public TensorType resultType() {
        return new TensorType(Windows.pooled(input.shape(), kernel, window), RealType.REAL);
    }
}
