package io.goshawk.passes.quant;

import io.goshawk.ir.quant.QuantOp;
import io.goshawk.passes.rewrite.Rules;
import java.util.List;

/// The rules that bring a quant graph to its plainest form.
public final class CanonicalizeQuant {
    private CanonicalizeQuant() {}

    /// {@return the rules as one pass}
    public static Rules<QuantOp> pass() {
        return new Rules<>(
                "canonicalize-quant",
                List.of(
                        new DropIdentityAffine(),
                        new ComposeAffines(),
                        new DropRepeatedQuantize(),
                        new FoldReluIntoQuantize(),
                        new FoldTransposeOfConstant(),
                        new MergeReshapes()));
    }
}
