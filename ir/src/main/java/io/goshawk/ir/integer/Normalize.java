package io.goshawk.ir.integer;

import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import java.util.List;

/// The normalisation of each row along the last axis: by mean and variance, or by the mean of the
/// squares alone.
///
/// With `n` the length of a row, `d = n * x - sum(x)` and `q = n * sum(x^2) - sum(x)^2` where centred,
/// else `d = x - zero` and `q = sum(d^2)`: neither loses anything. Then `p` is the largest even number
/// of places with which `(q + (epsilon >> guard) + 1) << p` has at most `rootBits` bits, `a = (q << p)
/// + (epsilon * 2^p >> guard)`, `r = floor(sqrt(a))`, and with `k = rootBits / 2 + precision` the
/// reciprocal is `f = floor((2^k + floor(r / 2)) / r)`. The normalised element in steps of
/// `2^-fraction` is `u = round(d * f / 2^(k - fraction - p / 2))`, the result `clamp(round((u * gain +
/// bias) / 2^shift))` with the gain and bias of its place in the row. Rounding is to nearest, ties up.
///
/// @param interval what may arrive
/// @param element holds the clamp
public record Normalize(
        Value input, NormalizeLaw law, NormalizeForm form, IntRange interval, Dyadic bound, IntType element)
        implements TransformerOp {
    public Normalize {
        if (!element.range().contains(law.clamp())) {
            throw new IllegalArgumentException("clamp " + law.clamp() + " leaves " + element);
        }
        int length = input.shape().rank() < 1 ? 0 : input.shape().last();
        if (length < 1
                || law.gain().size() != length
                || form.gain().shape().size() != length
                || form.bias().shape().size() != length) {
            throw new IllegalArgumentException("a normalisation of rows of " + input.shape() + " with "
                    + law.gain().size() + " factors");
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Normalize withOperands(List<Value> operands) {
        return new Normalize(operands.getFirst(), law, form, interval, bound, element);
    }

    @Override
    public TensorType resultType() {
        return input.type().withElement(element);
    }
}
