package io.goshawk.ir.onnx.elementwise;

import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// The bits of each element, read as another type of as many bits.
public record BitCast(Value input, ElementType to) implements ElementwiseOp {
    public BitCast {
        Domain.ANY.check("BitCast", input.type().element());
        Domain.ANY.check("the result of BitCast", to);
        if (bits(input.type().element()) != bits(to)) {
            throw new IllegalArgumentException(input.type().element() + " and " + to + " differ in their bits");
        }
    }

    private static int bits(ElementType type) {
        return type instanceof FloatType floating ? floating.bits() : ((IntType) type).bits();
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
    public BitCast withOperands(List<Value> operands) {
        return new BitCast(operands.getFirst(), to);
    }

    @Override
    public TensorType resultType() {
        return input.type().withElement(to);
    }
}
