package io.goshawk.ir.onnx.quantization;

import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.spatial.Conv;
import io.goshawk.ir.window.Window;
import java.util.List;

/// ONNX ConvInteger: the convolution of `input - inputZero` with `weights - weightZero`; sums wrap at
/// 32 bits.
///
/// What lies beyond the map is zero, that is, it holds the zero point. Shapes are those of [Conv].
///
/// @param inputZero, weightZero zero points that broadcast to `input` and `weights`
public record ConvInteger(Value input, Value weights, Value inputZero, Value weightZero, Window window, int groups)
        implements LinearQuantizationOp {
    public ConvInteger {
        Blocks.NONE.check(inputZero.shape(), input.shape(), "zero point");
        Blocks.NONE.check(weightZero.shape(), weights.shape(), "zero point");
        convolution(input, weights, window, groups);
    }

    private static Conv convolution(Value input, Value weights, Window window, int groups) {
        return new Conv(input, weights, window, groups);
    }

    @Override
    public List<Value> operands() {
        return List.of(input, weights, inputZero, weightZero);
    }

    @Override
    public ConvInteger withOperands(List<Value> o) {
        return new ConvInteger(o.get(0), o.get(1), o.get(2), o.get(3), window, groups);
    }

    @Override
    public TensorType resultType() {
        return new TensorType(
                convolution(input, weights, window, groups).resultType().shape(), IntType.s(32));
    }
}
