package io.goshawk.ir.integer;

import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.curve.CurveForm;
import io.goshawk.ir.curve.CurveLaw;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.List;

/// A function of each integer by itself: `law.clamp().clamp(form(x))`. The form is the meaning; the law
/// is what it comes near.
///
/// @param law what the model meant
/// @param interval the integers that the bound speaks of; nothing outside may arrive
/// @param bound no result is farther from the law, in steps; the verifier proves it again
/// @param element holds the clamp
public record Curve(Value input, CurveLaw law, CurveForm form, IntRange interval, Dyadic bound, IntType element)
        implements TransformerOp {
    public Curve {
        if (!element.range().contains(law.clamp())) {
            throw new IllegalArgumentException("clamp " + law.clamp() + " leaves " + element);
        }
    }

    /// {@return what becomes of `x`, which lies in the interval}
    public BigInteger apply(BigInteger x) {
        return law.clamp().clamp(form.apply(x));
    }

    /// {@return what the results can be}
    public IntRange reach() {
        return law.clamp().clamp(form.reach(interval));
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Curve withOperands(List<Value> operands) {
        return new Curve(operands.getFirst(), law, form, interval, bound, element);
    }

    @Override
    public TensorType resultType() {
        return input.type().withElement(element);
    }
}
