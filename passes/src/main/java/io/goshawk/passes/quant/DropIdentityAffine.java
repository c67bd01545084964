package io.goshawk.passes.quant;

import io.goshawk.ir.Affine;
import io.goshawk.ir.RealType;
import io.goshawk.ir.Value;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.passes.rewrite.Rewriter;
import io.goshawk.passes.rewrite.Rule;
import java.util.Optional;

/// `1*x + 0` is `x`.
///
/// Sound by the laws of arithmetic; only where `x` is a tensor of reals already, so that no type changes.
public final class DropIdentityAffine implements Rule<QuantOp, ApplyAffine> {
    @Override
    public Class<ApplyAffine> root() {
        return ApplyAffine.class;
    }

    @Override
    public Optional<Value> apply(ApplyAffine affine, Rewriter<QuantOp> rewriter) {
        boolean same =
                affine.map().equals(Affine.IDENTITY) && affine.input().type().element() instanceof RealType;
        return same ? Optional.of(affine.input()) : Optional.empty();
    }
}
