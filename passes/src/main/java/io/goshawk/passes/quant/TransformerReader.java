package io.goshawk.passes.quant;

import io.goshawk.ir.Affine;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Value;
import io.goshawk.ir.curve.CurveKind;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.indexing.Gather;
import io.goshawk.ir.onnx.linear.MatMul;
import io.goshawk.ir.onnx.normalization.LayerNormalization;
import io.goshawk.ir.onnx.normalization.LogSoftmax;
import io.goshawk.ir.onnx.normalization.NormalizationOp;
import io.goshawk.ir.onnx.normalization.RmsNormalization;
import io.goshawk.ir.onnx.normalization.Softmax;
import io.goshawk.ir.quant.BatchMatMul;
import io.goshawk.ir.quant.Constant;
import io.goshawk.ir.quant.Curve;
import io.goshawk.ir.quant.Normalize;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.shape.MatrixShapes;
import io.goshawk.ir.tensor.RealTensor;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// What transformers are made of beyond sums: curves, normalisations, products of two activations,
/// embeddings.
final class TransformerReader {
    private final GraphBuilder<QuantOp> builder;
    private final KnownValues known;
    private final Origins origins;

    TransformerReader(GraphBuilder<QuantOp> builder, KnownValues known, Origins origins) {
        this.builder = builder;
        this.known = known;
        this.origins = origins;
    }

    /// {@return the curve that `kind` is, if it is one}
    static Optional<CurveKind> curve(Unary.Kind kind) {
        return switch (kind) {
            case GELU -> Optional.of(CurveKind.GELU);
            case GELU_TANH -> Optional.of(CurveKind.GELU_TANH);
            case SIGMOID -> Optional.of(CurveKind.SIGMOID);
            case TANH -> Optional.of(CurveKind.TANH);
            case ERF -> Optional.of(CurveKind.ERF);
            case EXP -> Optional.of(CurveKind.EXP);
            case SOFTPLUS -> Optional.of(CurveKind.SOFTPLUS);
            case MISH -> Optional.of(CurveKind.MISH);
            case HARD_SWISH -> Optional.of(CurveKind.HARD_SWISH);
            case RECIPROCAL -> Optional.of(CurveKind.RECIPROCAL);
            case SQRT -> Optional.of(CurveKind.SQRT);
            default -> Optional.empty();
        };
    }

    /// {@return whether `op` is a batch of products whose matrices stand beside each other}
    static boolean isBatch(MatMul op) {
        try {
            MatrixShapes.check(op.left().shape(), op.right().shape());
            return true;
        } catch (IllegalArgumentException broadcast) {
            return false;
        }
    }

    /// {@return whether `op` normalises along the last axis and its result is the tensor itself}
    static boolean isOfRows(LayerNormalization op) {
        return op.part() == LayerNormalization.Part.OUTPUT
                && op.axis() == op.input().shape().rank() - 1;
    }

    /// {@return whether `op` normalises along the last axis}
    static boolean isOfRows(RmsNormalization op) {
        return op.axis() == op.input().shape().rank() - 1;
    }

    /// {@return the function `op` of `input`, or its negation}
    QuantOp unary(Unary op, Value input) {
        return switch (op.kind()) {
            case RELU -> new io.goshawk.ir.quant.Relu(input);
            case NEG -> LiveOps.negate(input);
            default -> new Curve(input, curve(op.kind()).orElseThrow());
        };
    }

    /// {@return what `op`, which is no batch normalisation, makes of `input`}
    QuantOp normalized(NormalizationOp op, Value input) {
        return switch (op) {
            case LayerNormalization norm -> normalize(norm, input);
            case RmsNormalization norm -> normalize(norm, input);
            case Softmax softmax -> new io.goshawk.ir.quant.Softmax(input, softmax.axis());
            case LogSoftmax softmax -> new io.goshawk.ir.quant.LogSoftmax(input, softmax.axis());
            case NormalizationOp other ->
                throw new IllegalStateException(other + " is folded, or refused as unsupported");
        };
    }

    private QuantOp normalize(LayerNormalization op, Value input) {
        List<Real> scale = along(known.reals(op.scale()), input);
        return new Normalize(input, true, Dyadic.exactly(op.epsilon()), scale, along(known.reals(op.bias()), input));
    }

    private QuantOp normalize(RmsNormalization op, Value input) {
        List<Real> none = Collections.nCopies(input.shape().last(), Dyadic.ZERO);
        return new Normalize(input, false, Dyadic.exactly(op.epsilon()), along(known.reals(op.scale()), input), none);
    }

    private static List<Real> along(RealTensor numbers, Value input) {
        int length = input.shape().last();
        return numbers.size() == 1
                ? Collections.nCopies(length, numbers.at(0))
                : numbers.values().subList(0, length);
    }

    /// {@return the products of two computed tensors; nothing where one of them is not quantised, which
    ///     is reported}
    Optional<QuantOp> product(Value left, Value right, Location at) {
        boolean leftGood = origins.checkCodes(left, at);
        return origins.checkCodes(right, at) && leftGood ? Optional.of(new BatchMatMul(left, right)) : Optional.empty();
    }

    /// {@return the sum of `data` and a quantised constant of the same shape, if `op` is one}
    Optional<QuantOp> sum(Binary op, Value data, Location at) {
        Value constant = known.contains(op.left()) ? op.left() : op.right();
        boolean fits = op.kind() == Binary.Kind.ADD && constant.shape().equals(data.shape());
        if (!fits || !(known.of(constant) instanceof Known.Quantised addend)) {
            return Optional.empty();
        }
        Value codes = builder.add(new Constant(addend.codes(), addend.element()), at);
        return Optional.of(new io.goshawk.ir.quant.Add(data, codes));
    }

    /// {@return the rows of a quantised table that `indices` names, which are brought into it first;
    ///     nothing for other tables}
    Optional<QuantOp> rows(Gather op, Value indices, Location at) {
        if (!(known.of(op.data()) instanceof Known.Quantised table)
                || op.axis() != 0
                || table.codes().shape().rank() != 2
                || table.element().map().axis() >= 0) {
            return Optional.empty();
        }
        IntRange places = IntRange.of(0, table.codes().shape().extent(0) - 1L);
        QuantType element = new QuantType(IntType.holding(places), Affine.IDENTITY);
        Value numbers = builder.add(new Quantize(indices, element, places, Rounding.HALF_EVEN, Overflow.SATURATE), at);
        Value rows = builder.add(new Constant(table.codes(), table.element()), at);
        return Optional.of(new io.goshawk.ir.quant.Gather(numbers, rows));
    }
}
