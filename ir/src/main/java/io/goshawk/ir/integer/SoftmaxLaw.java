package io.goshawk.ir.integer;

import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import java.math.BigInteger;

/// What a softmax stands for: `exp(scale * x)` over the sum of its row's, in steps of `outputScale`,
/// plus `zeroPoint`.
///
/// @param scale, outputScale positive
/// @param clamp in steps, the zero point included
public record SoftmaxLaw(Real scale, Real outputScale, BigInteger zeroPoint, IntRange clamp) {
    public SoftmaxLaw {
        if (scale.signum() <= 0 || outputScale.signum() <= 0) {
            throw new IllegalArgumentException("a softmax with scales " + scale + " and " + outputScale);
        }
    }
}
