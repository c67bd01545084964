package io.goshawk.ir.integer;

import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Dyadic;
import java.util.List;

/// The softmax of each row along the last axis.
///
/// With `m` the largest element, `e = form.exponential(x - m)`, `s` the sum of the row's `e` and `f =
/// (numerator + s / 2) / s` rounded down, an element becomes `clamp(zeroPoint + ((e * f + 2^(shift -
/// 1)) >> shift))`. Where the form keeps the mass, the bits that the shift drops go to the next element
/// of the row instead of being lost, so the results add up to what they should.
///
/// @param element holds the clamp
public record Softmax(Value input, SoftmaxLaw law, SoftmaxForm form, Dyadic bound, IntType element)
        implements TransformerOp {
    public Softmax {
        if (!element.range().contains(law.clamp())) {
            throw new IllegalArgumentException("clamp " + law.clamp() + " leaves " + element);
        }
        if (input.shape().rank() < 1 || input.shape().last() < 1) {
            throw new IllegalArgumentException("a softmax of rows of shape " + input.shape());
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Softmax withOperands(List<Value> operands) {
        return new Softmax(operands.getFirst(), law, form, bound, element);
    }

    @Override
    public TensorType resultType() {
        return input.type().withElement(element);
    }
}
