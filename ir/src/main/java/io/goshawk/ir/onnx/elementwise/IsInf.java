package io.goshawk.ir.onnx.elementwise;

import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// Whether each element is infinite, as truth values.
///
/// @param negative whether minus infinity counts
/// @param positive whether plus infinity counts
public record IsInf(Value input, boolean negative, boolean positive) implements ElementwiseOp {
    public IsInf {
        Domain.FLOATS.check("IsInf", input.type().element());
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
    public IsInf withOperands(List<Value> operands) {
        return new IsInf(operands.getFirst(), negative, positive);
    }

    @Override
    public TensorType resultType() {
        return input.type().withElement(IntType.u(1));
    }
}
