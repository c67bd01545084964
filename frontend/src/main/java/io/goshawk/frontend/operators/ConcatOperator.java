package io.goshawk.frontend.operators;

import io.goshawk.frontend.model.Extents;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Concat of known tensors: shape arithmetic.
final class ConcatOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, Integer.MAX_VALUE);
        if (!node.attributes().has("axis")) {
            throw node.because(Code.BAD_ATTRIBUTE, "Concat has no axis");
        }
        List<Tensor> parts = IntStream.range(0, node.inputCount())
                .mapToObj(i -> node.constant(i, "input " + i))
                .toList();
        Shape first = parts.getFirst().shape();
        int axis = node.attributes().axisNamed("axis", 0, first.rank());
        for (Tensor part : parts) {
            if (part.shape().rank() != first.rank()
                    || !without(part.shape(), axis).equals(without(first, axis))) {
                throw node.because(
                        Code.SHAPE_MISMATCH,
                        "[" + first + "] and [" + part.shape() + "] do not go together along axis " + axis);
            }
        }
        return node.known(join(node, parts, axis));
    }

    private static List<Integer> without(Shape shape, int axis) {
        List<Integer> extents = new ArrayList<>(shape.extents());
        extents.remove(/* index */ axis);
        return extents;
    }

    private static Tensor join(OnnxNode node, List<Tensor> parts, int axis) {
        Shape first = parts.getFirst().shape();
        long length =
                parts.stream().mapToLong(part -> part.shape().extent(axis)).sum();
        List<Long> extents =
                new ArrayList<>(first.extents().stream().map(Integer::longValue).toList());
        extents.set(axis, length);
        Shape result = Extents.shape(extents, node.at(), "the result");
        Extents.checkMadeUp(result, node.at());
        int outer = first.extents().subList(0, axis).stream().reduce(1, (a, b) -> a * b);
        int[] from = new int[result.size()];
        int next = 0;
        for (int row = 0; row < outer; row++) {
            int start = 0;
            for (Tensor part : parts) {
                int block = part.shape().size() / outer;
                for (int i = 0; i < block; i++) {
                    from[next++] = start + row * block + i;
                }
                start += part.shape().size();
            }
        }
        return inARow(node, parts).gather(result, from);
    }

    private static Tensor inARow(OnnxNode node, List<Tensor> parts) {
        Shape shape =
                Shape.of(parts.stream().mapToInt(part -> part.shape().size()).sum());
        if (parts.stream().allMatch(IntTensor.class::isInstance)) {
            return IntTensor.of(
                    shape,
                    parts.stream()
                            .flatMapToLong(part -> LongStream.of(((IntTensor) part).toLongs()))
                            .toArray());
        }
        if (parts.stream().allMatch(FloatTensor.class::isInstance)) {
            FloatType type = ((FloatTensor) parts.getFirst()).type();
            return FloatTensor.of(
                    shape,
                    type,
                    parts.stream()
                            .flatMapToDouble(part -> elements((FloatTensor) part))
                            .toArray());
        }
        throw node.because(Code.UNSUPPORTED_FEATURE, "Concat of floats and integers");
    }

    private static DoubleStream elements(FloatTensor floats) {
        return IntStream.range(0, floats.shape().size()).mapToDouble(floats::at);
    }
}
