package io.goshawk.frontend.operators.elementwise;

import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/// Range: numbers from a start in steps to a limit, all of them known.
final class RangeOperator implements Operator {
    private static final List<String> ROLES = List.of("the start", "the limit", "the step");

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(3, 3);
        List<Tensor> bounds =
                IntStream.range(0, 3).mapToObj(i -> node.constant(i, ROLES.get(i))).toList();
        if (bounds.stream().anyMatch(bound -> bound.shape().size() != 1)) {
            throw node.because(Code.SHAPE_MISMATCH, "start, limit and step of Range should be one number each");
        }
        ElementType element = node.input(0).type().element();
        return new Known(
                bounds.getFirst() instanceof IntTensor ? integers(bounds, node) : floats(bounds, node),
                element,
                node.at());
    }

    private static IntTensor integers(List<Tensor> bounds, OnnxNode node) {
        long start = ((IntTensor) bounds.get(0)).at(0);
        long limit = ((IntTensor) bounds.get(1)).at(0);
        long step = ((IntTensor) bounds.get(2)).at(0);
        checkStep(step, node);
        long distance = Math.subtractExact(limit, start);
        Shape shape = shape(Math.ceilDiv(distance, step), node);
        return IntTensor.of(
                shape,
                IntStream.range(0, shape.size()).mapToLong(i -> start + i * step).toArray());
    }

    private static FloatTensor floats(List<Tensor> bounds, OnnxNode node) {
        FloatTensor first = (FloatTensor) bounds.getFirst();
        double start = first.at(0);
        double step = ((FloatTensor) bounds.get(2)).at(0);
        checkStep(step, node);
        double count = Math.ceil((((FloatTensor) bounds.get(1)).at(0) - start) / step);
        if (!Double.isFinite(count)) {
            throw node.because(Code.BAD_TENSOR_DATA, "start, limit and step of Range should be finite");
        }
        Shape shape = shape((long) count, node);
        double[] values =
                IntStream.range(0, shape.size()).mapToDouble(i -> start + i * step).toArray();
        return Floats.rounded(shape, first.type(), values);
    }

    private static void checkStep(double step, OnnxNode node) {
        if (step == 0) {
            throw node.because(Code.BAD_TENSOR_DATA, "the step of Range is zero").hint("correct the constant");
        }
    }

    private static Shape shape(long count, OnnxNode node) {
        Shape shape = Extents.shape(List.of(Math.max(0, count)), node.at(), "the result");
        Extents.checkMadeUp(shape, node.at());
        return shape;
    }
}
