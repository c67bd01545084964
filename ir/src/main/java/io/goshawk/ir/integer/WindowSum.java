package io.goshawk.ir.integer;

import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.window.Window;
import io.goshawk.ir.window.Windows;
import java.math.BigInteger;
import java.util.List;

/// The sum of what a window meets on each map of `[n, c, …]`: an average pool before its division.
///
/// @param kernel the extents of the window
/// @param padding what lies around the map: the code of the real 0
/// @param accumulator holds every value that can occur; nothing wraps
public record WindowSum(Value input, List<Integer> kernel, Window window, BigInteger padding, IntType accumulator)
        implements IntegerOp {
    public WindowSum {
        kernel = List.copyOf(kernel);
        Windows.checkPool(input.shape(), kernel, window, false);
    }

    /// {@return this sum with another accumulator}
    public WindowSum withAccumulator(IntType type) {
        return new WindowSum(input, kernel, window, padding, type);
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public WindowSum withOperands(List<Value> operands) {
        return new WindowSum(operands.getFirst(), kernel, window, padding, accumulator);
    }

    @Override
    public TensorType resultType() {
        return new TensorType(Windows.pooled(input.shape(), kernel, window), accumulator);
    }
}
