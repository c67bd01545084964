package io.goshawk.passes.quant;

import io.goshawk.ir.Value;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.passes.rewrite.Rewriter;
import io.goshawk.passes.rewrite.Rule;
import java.util.Optional;

/// `s2*(s1*x + o1) + o2` is one affine map, `(s2*s1)*x + (s2*o1 + o2)`.
///
/// Sound because the arithmetic is exact: nothing is rounded between the two. Maps along different axes, or with
/// different roots, stay apart.
public final class ComposeAffines implements Rule<QuantOp, ApplyAffine> {
    @Override
    public Class<ApplyAffine> root() {
        return ApplyAffine.class;
    }

    @Override
    public Optional<Value> apply(ApplyAffine outer, Rewriter<QuantOp> rewriter) {
        return rewriter.soleProducer(outer.input(), ApplyAffine.class)
                .filter(inner -> sameAxis(inner, outer))
                .flatMap(inner -> composed(inner, outer))
                .map(rewriter::emit);
    }

    private static boolean sameAxis(ApplyAffine inner, ApplyAffine outer) {
        int a = inner.map().axis();
        int b = outer.map().axis();
        return a < 0 || b < 0 || a == b;
    }

    private static Optional<ApplyAffine> composed(ApplyAffine inner, ApplyAffine outer) {
        try {
            return Optional.of(new ApplyAffine(inner.input(), inner.map().then(outer.map())));
        } catch (ArithmeticException differentRoots) {
            return Optional.empty();
        }
    }
}
