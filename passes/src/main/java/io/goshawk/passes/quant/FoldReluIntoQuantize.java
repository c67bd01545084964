package io.goshawk.passes.quant;

import io.goshawk.ir.Value;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.quant.Relu;
import io.goshawk.passes.rewrite.Rewriter;
import io.goshawk.passes.rewrite.Rule;
import java.util.Optional;

/// `quantize(relu(x))` is `quantize(x)` where the quantiser saturates at what it makes of zero.
///
/// Sound because rounding and clamping are monotone: everything below zero already gets the lowest code, the
/// code of zero. That holds for unsigned quantisers with zero point 0, as they follow every ReLU in practice.
public final class FoldReluIntoQuantize implements Rule<QuantOp, Quantize> {
    @Override
    public Class<Quantize> root() {
        return Quantize.class;
    }

    @Override
    public Optional<Value> apply(Quantize quantize, Rewriter<QuantOp> rewriter) {
        return rewriter.soleProducer(quantize.input(), Relu.class)
                .filter(relu -> zeroIsLowest(quantize))
                .map(relu -> rewriter.emit(quantize.withOperands(relu.operands())));
    }

    private static boolean zeroIsLowest(Quantize quantize) {
        boolean noOffset = quantize.element().map().offset() instanceof io.goshawk.ir.Coefficients.PerTensor offset
                && offset.value().signum() == 0;
        return noOffset
                && quantize.overflow() == Overflow.SATURATE
                && quantize.clamp().min().signum() == 0;
    }
}
