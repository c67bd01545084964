package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Range, of known bounds: `start + i * delta` for each `i` until `limit` is reached.
final class RangeOperator implements Operator {
    private static final List<String> ROLES = List.of("the start", "the limit", "the step");

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(3, 3);
        ElementType element = node.input(0).type().element();
        List<Tensor> bounds = IntStream.range(0, 3)
                .mapToObj(i -> node.constant(i, ROLES.get(i)))
                .toList();
        if (bounds.stream().anyMatch(bound -> bound.shape().size() != 1)) {
            throw node.because(Code.BAD_TENSOR_DATA, "Range takes three numbers, not " + bounds);
        }
        if (bounds.stream().allMatch(IntTensor.class::isInstance)) {
            return node.known(
                    integers(
                            node,
                            bounds.stream()
                                    .map(bound -> ((IntTensor) bound).bigAt(0))
                                    .toList()),
                    element);
        }
        if (element instanceof FloatType type && bounds.stream().allMatch(FloatTensor.class::isInstance)) {
            return node.known(
                    floats(
                            node,
                            type,
                            bounds.stream()
                                    .map(bound -> ((FloatTensor) bound).at(0))
                                    .toList()),
                    element);
        }
        throw node.because(Code.BAD_TENSOR_DATA, "Range takes numbers of one type, not " + bounds);
    }

    private static IntTensor integers(OnnxNode node, List<BigInteger> bounds) {
        long start = bounds.get(0).longValueExact();
        long limit = bounds.get(1).longValueExact();
        long delta = bounds.get(2).longValueExact();
        checkDelta(node, (double) delta);
        int count = count(
                node,
                delta > 0
                        ? Math.ceilDiv(Math.subtractExact(limit, start), delta)
                        : Math.ceilDiv(Math.subtractExact(start, limit), Math.negateExact(delta)));
        return IntTensor.of(
                Shape.of(count),
                LongStream.range(0, count).map(i -> start + i * delta).toArray());
    }

    private static FloatTensor floats(OnnxNode node, FloatType type, List<Double> bounds) {
        double delta = bounds.get(2);
        checkDelta(node, delta);
        double steps = Math.ceil((bounds.get(1) - bounds.get(0)) / delta);
        if (Double.isNaN(steps)) {
            throw node.because(Code.BAD_TENSOR_DATA, "Range of " + bounds + " has no length");
        }
        int count = count(node, (long) steps);
        return Floats.rounded(
                Shape.of(count),
                type,
                IntStream.range(0, count)
                        .mapToDouble(i -> bounds.get(0) + i * delta)
                        .toArray());
    }

    private static void checkDelta(OnnxNode node, double delta) {
        if (delta == 0) {
            throw node.because(Code.BAD_TENSOR_DATA, "the step of Range is zero");
        }
    }

    private static int count(OnnxNode node, long steps) {
        Shape shape = Extents.shape(List.of(Math.max(0, steps)), node.at(), "the result");
        Extents.checkMadeUp(shape, node.at());
        return shape.extent(0);
    }
}
