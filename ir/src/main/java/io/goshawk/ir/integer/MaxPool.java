package io.goshawk.ir.integer;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.window.Window;
import io.goshawk.ir.window.Windows;
import java.util.List;

/// The largest of what a window meets on each map of `[n, c, …]`; padding never wins.
///
/// @param kernel the extents of the window
public record MaxPool(Value input, List<Integer> kernel, Window window) implements IntegerOp {
    public MaxPool {
        kernel = List.copyOf(kernel);
        Windows.checkPool(input.shape(), kernel, window, true);
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public MaxPool withOperands(List<Value> operands) {
        return new MaxPool(operands.getFirst(), kernel, window);
    }

    @Override
    public TensorType resultType() {
        return input.type().withShape(Windows.pooled(input.shape(), kernel, window));
    }
}
