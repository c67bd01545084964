package io.goshawk.ir.onnx.elementwise;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// A curve applied to each element. Integers are taken by `Shrink` alone, whose result is truncated toward zero.
public record Activation(Value input, Curve curve) implements ElementwiseOp {
    public Activation {
        domain(curve).check(curve, input.type().element());
    }

    /// {@return what `curve` takes}
    public static Domain domain(Curve curve) {
        return curve instanceof Curve.Shrink ? Domain.NUMBERS : Domain.FLOATS;
    }

    @Override
    public boolean isAffine() {
        return curve instanceof Curve.LeakyRelu;
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Activation withOperands(List<Value> operands) {
        return new Activation(operands.getFirst(), curve);
    }

    @Override
    public TensorType resultType() {
        return input.type();
    }
}
