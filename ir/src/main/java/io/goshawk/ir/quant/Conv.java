package io.goshawk.ir.quant;

import io.goshawk.ir.RealType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.window.Window;
import io.goshawk.ir.window.Windows;
import java.util.List;

/// The exact convolution `[n, c, …] by [m, c / groups, …] -> [n, m, …]` of the reals that two quantised
/// tensors stand for. Padding is the real 0.
public record Conv(Value input, Value weights, Window window, int groups) implements QuantOp {
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
        return new TensorType(Windows.convolved(input.shape(), weights.shape(), window), RealType.REAL);
    }
}
