package io.goshawk.ir.onnx.elementwise;

import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Rounding;
import java.util.List;

/// Elements converted to another type.
///
/// Floats are rounded to nearest, ties to even. Integers keep their low bits. Floats that become
/// integers are truncated toward zero and clamped to the range, NaN giving 0; of fewer than 8 bits, they
/// keep the low bits. What becomes a truth value is whether it differs from zero.
///
/// @param saturate whether floats beyond the largest of 8 bits become that one, not infinity or NaN
/// @param powers how a number becomes a power of two, as the element `f8e8m0` is: up (CEIL), down (FLOOR), or to the
///     nearest with ties up (HALF_UP)
public record Cast(Value input, ElementType to, boolean saturate, Rounding powers) implements ElementwiseOp {
    public Cast {
        Domain.ANY.check("Cast", input.type().element());
        Domain.ANY.check("the result of Cast", to);
        switch (powers) {
            case CEIL, FLOOR, HALF_UP -> {}
            case TOWARD_ZERO, AWAY, HALF_DOWN, HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD ->
                throw new IllegalArgumentException("no cast to powers of two rounds " + powers);
        }
    }

    /// {@return the cast as ONNX does it where nothing is said}
    public static Cast of(Value input, ElementType to) {
        return new Cast(input, to, true, Rounding.CEIL);
    }

    /// {@return whether this is a cast between floats of 32 bits or more, which exact reals pass unchanged}
    public boolean keepsReals() {
        return isWide(input.type().element()) && isWide(to);
    }

    /// {@return whether this makes floats of 32 bits or more of integers}
    public boolean widens() {
        return input.type().element() instanceof IntType && isWide(to);
    }

    private static boolean isWide(ElementType type) {
        return type == FloatType.F32 || type == FloatType.F64;
    }

    @Override
    public boolean isAffine() {
        return keepsReals();
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Cast withOperands(List<Value> operands) {
        return new Cast(operands.getFirst(), to, saturate, powers);
    }

    @Override
    public TensorType resultType() {
        return input.type().withElement(to);
    }
}
