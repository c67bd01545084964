package io.goshawk.passes.calibrate;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Cast;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.indexing.Gather;
import io.goshawk.ir.onnx.indexing.Slice;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;
import io.goshawk.ir.onnx.quantization.DynamicQuantizeLinear;
import io.goshawk.ir.onnx.quantization.MatMulInteger;
import io.goshawk.ir.onnx.reduction.Reduce;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// The compositions that exporters write for what ONNX has one operator for.
final class Patterns {
    /// Exporters write the root of 2 in single precision or with four digits.
    private static final double ROOT_TOLERANCE = 1e-4;

    private final Map<Value, OnnxOp> producers = new HashMap<>();
    private final Function<Value, Optional<Tensor>> known;

    /// A matrix product of data and integer weights whose data were quantised as they came.
    ///
    /// @param scale of the weights
    record Linear(Value input, Value weights, Value scale, Value zero) {}

    /// A normalisation by mean and variance along the last axis.
    record LayerNorm(Value input, Value gamma, Value beta, float epsilon) {}

    /// @param known the tensors of values that do not depend on the data
    Patterns(Graph<OnnxOp> graph, Function<Value, Optional<Tensor>> known) {
        graph.nodes().forEach(node -> producers.put(node.result(), node.op()));
        this.known = known;
    }

    Optional<OnnxOp> producer(Value value) {
        return Optional.ofNullable(producers.get(value));
    }

    private <T extends OnnxOp> Optional<T> producer(Value value, Class<T> type) {
        return producer(value).filter(type::isInstance).map(type::cast);
    }

    private Optional<Binary> binary(Value value, Binary.Kind kind) {
        return producer(value, Binary.class).filter(op -> op.kind() == kind);
    }

    private Optional<Double> scalar(Value value) {
        return known.apply(value)
                .filter(tensor -> tensor.shape().size() == 1 && value.type().element() instanceof FloatType)
                .map(tensor -> Floats.of(tensor, FloatType.F32).toDoubles()[0]);
    }

    private boolean isAbout(Value value, double number) {
        return scalar(value)
                .filter(found -> Math.abs(found - number) <= ROOT_TOLERANCE * number)
                .isPresent();
    }

    /// {@return the product that `op`, the multiplication by the scales behind it, ends}
    Optional<Linear> linear(Binary op) {
        if (op.kind() != Binary.Kind.MUL) {
            return Optional.empty();
        }
        return producer(op.left(), Cast.class)
                .flatMap(cast -> producer(cast.input(), MatMulInteger.class))
                .flatMap(product -> binary(op.right(), Binary.Kind.MUL).flatMap(scales -> linear(product, scales)));
    }

    private Optional<Linear> linear(MatMulInteger product, Binary scales) {
        Optional<DynamicQuantizeLinear> bytes = producer(product.left(), DynamicQuantizeLinear.class);
        Optional<DynamicQuantizeLinear> scale = producer(scales.left(), DynamicQuantizeLinear.class);
        boolean same = bytes.isPresent()
                && scale.isPresent()
                && bytes.get().part() == DynamicQuantizeLinear.Part.BYTES
                && scale.get().part() == DynamicQuantizeLinear.Part.SCALE
                && bytes.get().input().equals(scale.get().input());
        boolean constant = known.apply(product.right()).isPresent()
                && known.apply(scales.right()).isPresent()
                && known.apply(product.rightZero()).isPresent();
        return same && constant
                ? Optional.of(new Linear(bytes.get().input(), product.right(), scales.right(), product.rightZero()))
                : Optional.empty();
    }

    /// {@return the data whose GELU `op`, the last of its multiplications, ends: `x * 0.5 * (1 + erf(x
    ///     / sqrt(2)))`, in any order}
    Optional<Value> gelu(Binary op) {
        if (op.kind() != Binary.Kind.MUL) {
            return Optional.empty();
        }
        return gelu(op.left(), op.right()).or(() -> gelu(op.right(), op.left()));
    }

    /// {@return the data of a GELU whose factors are `one` and the two of `product`}
    private Optional<Value> gelu(Value product, Value one) {
        return binary(product, Binary.Kind.MUL).flatMap(two -> {
            List<Value> factors = List.of(one, two.left(), two.right());
            boolean halved = factors.stream().anyMatch(factor -> isAbout(factor, 0.5));
            return factors.stream()
                    .flatMap(factor -> shifted(factor).stream())
                    .filter(data -> halved && factors.contains(data))
                    .findFirst();
        });
    }

    /// {@return the `x` of `1 + erf(x / sqrt(2))`}
    private Optional<Value> shifted(Value factor) {
        return binary(factor, Binary.Kind.ADD)
                .flatMap(sum -> beside(sum, number -> isAbout(number, 1)))
                .flatMap(value -> producer(value, Unary.class))
                .filter(erf -> erf.kind() == Unary.Kind.ERF)
                .flatMap(erf -> binary(erf.input(), Binary.Kind.DIV)
                        .filter(ratio -> isAbout(ratio.right(), Math.sqrt(2)))
                        .map(Binary::left)
                        .or(() -> binary(erf.input(), Binary.Kind.MUL)
                                .flatMap(product -> beside(product, number -> isAbout(number, Math.sqrt(0.5))))));
    }

    /// {@return the other operand of `op`, where one is as `wanted`}
    private static Optional<Value> beside(Binary op, Predicate<Value> wanted) {
        return wanted.test(op.right())
                ? Optional.of(op.left())
                : Optional.of(op.right()).filter(_ -> wanted.test(op.left()));
    }

    private boolean isKnown(Value value) {
        return known.apply(value).isPresent();
    }

    /// {@return the normalisation that `op`, the addition of beta, ends}
    Optional<LayerNorm> layerNorm(Binary op) {
        if (op.kind() != Binary.Kind.ADD) {
            return Optional.empty();
        }
        return beside(op, this::isKnown)
                .flatMap(scaled -> binary(scaled, Binary.Kind.MUL))
                .flatMap(product -> beside(product, this::isKnown)
                        .flatMap(value -> binary(value, Binary.Kind.DIV))
                        .flatMap(ratio -> normalised(ratio, known(product), known(op))));
    }

    /// {@return the operand of `op` that is a constant}
    private Value known(Binary op) {
        return isKnown(op.right()) ? op.right() : op.left();
    }

    private Optional<LayerNorm> normalised(Binary ratio, Value gamma, Value beta) {
        Optional<Binary> centred = binary(ratio.left(), Binary.Kind.SUB)
                .filter(difference -> isMean(difference.right(), difference.left()));
        Optional<Binary> variance = producer(ratio.right(), Unary.class)
                .filter(root -> root.kind() == Unary.Kind.SQRT)
                .flatMap(root -> binary(root.input(), Binary.Kind.ADD));
        boolean squares = variance.flatMap(sum -> beside(sum, this::isKnown))
                .flatMap(value -> producer(value, Reduce.class))
                .filter(mean -> isMean(mean, mean.input()) && isSquare(mean.input(), ratio.left()))
                .isPresent();
        return centred.filter(_ -> squares)
                .flatMap(difference -> variance.flatMap(sum -> scalar(known(sum)))
                        .map(epsilon -> new LayerNorm(difference.left(), gamma, beta, epsilon.floatValue())))
                .filter(norm -> norm.gamma().shape().size()
                                == norm.input().shape().last()
                        && norm.beta().shape().size() == norm.input().shape().last());
    }

    private boolean isSquare(Value square, Value of) {
        return producer(square, Binary.class)
                .filter(op -> op.left().equals(of))
                .filter(op -> op.kind() == Binary.Kind.POW
                        ? isAbout(op.right(), 2)
                        : op.kind() == Binary.Kind.MUL && op.right().equals(of))
                .isPresent();
    }

    private boolean isMean(Value mean, Value of) {
        return producer(mean, Reduce.class).filter(reduce -> isMean(reduce, of)).isPresent();
    }

    private static boolean isMean(Reduce reduce, Value of) {
        return reduce.kind() == Reduce.Kind.MEAN
                && reduce.input().equals(of)
                && reduce.axes().equals(List.of(of.shape().rank() - 1));
    }

    /// {@return whether `op` gathers rows of a table of constants}
    boolean isFloatTable(Gather op) {
        return op.axis() == 0
                && op.data().shape().rank() == 2
                && op.data().type().element() instanceof FloatType
                && known.apply(op.data()).isPresent();
    }

    /// {@return the rows of a table of integers that `op` turns back into reals}
    Optional<Gather> rows(DequantizeLinear op) {
        return producer(op.input(), Gather.class)
                .filter(gather -> gather.axis() == 0
                        && known.apply(gather.data()).isPresent()
                        && op.scale().shape().size() == 1);
    }

    /// {@return whether `op` only moves elements of its first operand}
    boolean isRearrangement(OnnxOp op) {
        boolean moves = op instanceof ShapeOp || op instanceof Gather || op instanceof Slice;
        return moves
                && op.operands().stream()
                        .skip(1)
                        .allMatch(operand -> known.apply(operand).isPresent());
    }
}
