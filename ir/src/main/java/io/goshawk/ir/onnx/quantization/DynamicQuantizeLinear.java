package io.goshawk.ir.onnx.quantization;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX DynamicQuantizeLinear: bytes without sign, whose scale and zero point the data choose.
///
/// All is computed in single precision, as the function body in the specification has it: with `low = min(x, 0)` and
/// `high = max(x, 0)`, scale and zero point are `(high - low) / 255` and `rint(clamp(-low / scale, 0, 255))`, and the
/// bytes `clamp(rint(x / scale) + zeroPoint)`. Data that are all zero have the scale 0 and the zero point 0.
public record DynamicQuantizeLinear(Value input, Part part) implements LinearQuantizationOp {
    /// Which of the three results.
    public enum Part {
        BYTES,
        SCALE,
        ZERO_POINT
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
    public DynamicQuantizeLinear withOperands(List<Value> operands) {
        return new DynamicQuantizeLinear(operands.getFirst(), part);
    }

    @Override
    public TensorType resultType() {
        return switch (part) {
            case BYTES -> new TensorType(input.shape(), IntType.u(8));
            case SCALE -> new TensorType(Shape.SCALAR, FloatType.F32);
            case ZERO_POINT -> new TensorType(Shape.SCALAR, IntType.u(8));
        };
    }
}
