package io.goshawk.codegen.loops;

import io.goshawk.codegen.Names;
import io.goshawk.ir.Value;
import io.goshawk.ir.analysis.Ranges;
import io.goshawk.ir.integer.BatchMatMul;
import io.goshawk.ir.integer.Curve;
import io.goshawk.ir.integer.Gather;
import io.goshawk.ir.integer.Normalize;
import io.goshawk.ir.integer.NormalizeForm;
import io.goshawk.ir.integer.Softmax;
import io.goshawk.ir.integer.TransformerOp;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Plans the loops of what transformers need.
final class TransformerPlanner {
    private static final IntRange ZERO = IntRange.of(0, 0);

    private final Names names;
    private final Ranges ranges;

    TransformerPlanner(Names names, Ranges ranges) {
        this.names = names;
        this.ranges = ranges;
    }

    /// {@return the loops of `op`}
    /// @param head gives what all layers have, from what `op` reads first and a word for what it is
    /// @param read gives the array that holds a value
    LoopLayer layer(TransformerOp op, BiFunction<Value, String, LoopLayer.Head> head, Function<Value, Buffer> read) {
        return switch (op) {
            case BatchMatMul product ->
                product(product, head.apply(product.left(), "matmul"), read.apply(product.right()));
            case Gather gather ->
                new TransformerLayer.Lookup(
                        head.apply(gather.indices(), "gather"),
                        read.apply(gather.table()),
                        gather.table().shape().last());
            case Curve curve -> curve(curve, head.apply(curve.input(), "curve"));
            case Softmax softmax -> softmax(softmax, head.apply(softmax.input(), "softmax"));
            case Normalize normalize -> normalize(normalize, head.apply(normalize.input(), "normalize"));
        };
    }

    private LoopLayer product(BatchMatMul op, LoopLayer.Head head, Buffer right) {
        int rows = op.left().shape().extent(-2);
        int depth = op.left().shape().last();
        int columns = op.right().shape().last();
        IntRange left = ranges.of(op.left()).hull().minus(IntRange.only(op.leftZero()));
        IntRange factor = ranges.of(op.right()).hull().minus(IntRange.only(op.rightZero()));
        IntRange term = left.times(factor.min()).union(left.times(factor.max())).union(ZERO);
        IntRange zeros = IntRange.only(op.leftZero()).union(IntRange.only(op.rightZero()));
        IntRange sums = term.times(BigInteger.valueOf(depth))
                .union(term)
                .union(left)
                .union(factor)
                .union(zeros)
                .union(ranges.of(op.left()).hull())
                .union(ranges.of(op.right()).hull());
        int matrix = rows * depth;
        int matrices = matrix == 0 ? 0 : op.left().shape().size() / matrix;
        return new TransformerLayer.BatchProduct(
                head, right, op.leftZero(), op.rightZero(), matrices, rows, depth, columns, sums);
    }

    private LoopLayer curve(Curve op, LoopLayer.Head head) {
        CurveTerms curve = CurveTerms.of(op.form(), op.interval(), head.name(), names);
        IntRange clamp = op.law().clamp();
        return new TransformerLayer.Curved(head, curve, clamp, Math.max(curve.bits(), CurveTerms.width(clamp)));
    }

    private LoopLayer softmax(Softmax op, LoopLayer.Head head) {
        CurveTerms power = CurveTerms.of(op.form().exponential(), op.form().distances(), head.name(), names);
        int length = op.input().shape().last();
        BigInteger zero = op.law().zeroPoint();
        IntRange clamp = op.law().clamp();
        IntRange steps = clamp.union(clamp.minus(IntRange.only(zero))).union(IntRange.only(zero));
        int bits = IntStream.of(
                        power.bits(),
                        op.form().bits(length),
                        CurveTerms.width(ranges.of(op.input()).hull()) + 1,
                        CurveTerms.width(steps) + 1)
                .max()
                .orElseThrow();
        return new TransformerLayer.SoftmaxRows(head, length, op.form(), power, zero, clamp, bits);
    }

    private LoopLayer normalize(Normalize op, LoopLayer.Head head) {
        NormalizeForm form = op.form();
        int length = op.input().shape().last();
        IntRange clamp = op.law().clamp();
        int bits = IntStream.of(
                        form.bits(op.law().centred(), op.interval(), length),
                        form.shift() + 2,
                        CurveTerms.width(op.interval()),
                        CurveTerms.width(IntRange.only(form.zero())) + 1,
                        CurveTerms.width(clamp))
                .max()
                .orElseThrow();
        return new TransformerLayer.NormalizeRows(
                head,
                length,
                op.law().centred(),
                form,
                new Column(names.unique(head.name() + "_gain"), form.gain().toBigs()),
                new Column(names.unique(head.name() + "_bias"), form.bias().toBigs()),
                clamp,
                bits);
    }
}
