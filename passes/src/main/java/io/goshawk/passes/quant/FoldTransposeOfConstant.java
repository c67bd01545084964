package io.goshawk.passes.quant;

import io.goshawk.ir.Value;
import io.goshawk.ir.quant.Constant;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.passes.rewrite.Rewriter;
import io.goshawk.passes.rewrite.Rule;
import java.util.Optional;

/// A transposed weight is a weight: its integers move at compile time, its scale along with them.
///
/// Sound because a transpose computes nothing.
public final class FoldTransposeOfConstant implements Rule<QuantOp, Transpose> {
    @Override
    public Class<Transpose> root() {
        return Transpose.class;
    }

    @Override
    public Optional<Value> apply(Transpose transpose, Rewriter<QuantOp> rewriter) {
        return rewriter.producer(transpose.input(), Constant.class)
                .map(constant -> ConstantQuantiser.transpose(
                        transpose, new Known.Quantised(constant.data(), constant.element())))
                .map(moved -> rewriter.emit(new Constant(moved.codes(), moved.element())));
    }
}
