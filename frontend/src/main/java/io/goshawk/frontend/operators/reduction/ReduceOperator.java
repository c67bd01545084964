package io.goshawk.frontend.operators.reduction;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.reduction.Reduce;
import java.util.List;
import java.util.stream.IntStream;

/// ReduceSum and its kin. Axes are an attribute before opset 13 or 18, and an input since; without any, all are meant,
/// or none with `noop_with_empty_axes`.
record ReduceOperator(Reduce.Kind kind) implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 2);
        boolean keepAxes = node.attributes().flag("keepdims", true);
        boolean none = node.attributes().flag("noop_with_empty_axes", false);
        Value input = node.value(0);
        int rank = input.shape().rank();
        List<Integer> named = node.integers(1, "axes", "the axes").orElse(List.of()).stream()
                .map(axis -> node.attributes().axis("axes", axis, rank))
                .distinct()
                .sorted()
                .toList();
        List<Integer> axes =
                named.isEmpty() && !none ? IntStream.range(0, rank).boxed().toList() : named;
        return node.result(new Reduce(input, axes, keepAxes, kind));
    }
}
