package io.goshawk.ir.integer;

import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.window.Window;
import io.goshawk.ir.window.Windows;
import java.math.BigInteger;
import java.util.List;

/// The integer convolution of `[n, c, …]` by `[m, c / groups, …]`, which gives `[n, m, …]`.
///
/// @param padding what lies around the map: the code of the real 0
/// @param accumulator holds every value that can occur; nothing wraps
public record Conv(Value input, Value weights, Window window, int groups, BigInteger padding, IntType accumulator)
        implements IntegerOp {
    public Conv {
        Windows.checkConvolution(input.shape(), weights.shape(), window, groups);
    }

    /// {@return this convolution with another accumulator}
    public Conv withAccumulator(IntType type) {
        return new Conv(input, weights, window, groups, padding, type);
    }

    @Override
    public List<Value> operands() {
        return List.of(input, weights);
    }

    @Override
    public Conv withOperands(List<Value> operands) {
        return new Conv(operands.get(0), operands.get(1), window, groups, padding, accumulator);
    }

    @Override
    public TensorType resultType() {
        return new TensorType(Windows.convolved(input.shape(), weights.shape(), window), accumulator);
    }
}
