package io.goshawk.passes.quant;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import java.util.stream.Collectors;

/// Tensors without elements: the interpreter knows what they mean, and there is no hardware for them.
final class EmptyTensors {
    private EmptyTensors() {}

    /// Reports the inputs of `graph` that have no elements, and the nodes that make such a tensor of others.
    static void report(Graph<OnnxOp> graph, Diagnostics diagnostics) {
        for (Graph.Port port : graph.inputs()) {
            Shape shape = port.value().shape();
            if (isEmpty(shape)) {
                String example = shape.extents().stream()
                        .map(extent -> String.valueOf(Math.max(1, extent)))
                        .collect(Collectors.joining("x"));
                String message = "input \"" + port.name() + "\" of shape [" + shape + "] has no elements";
                diagnostics.add(Diagnostic.of(Code.BAD_SHAPE, port.at(), message)
                        .hint("give every extent as a positive number: --shape " + port.name() + "=" + example));
            }
        }
        for (Graph.Node<OnnxOp> node : graph.nodes()) {
            boolean begins = !(node.op() instanceof Constant)
                    && node.op().operands().stream().noneMatch(operand -> isEmpty(operand.shape()));
            if (begins && isEmpty(node.result().shape())) {
                String message = "the result of shape [" + node.result().shape() + "] has no elements";
                diagnostics.add(Diagnostic.of(Code.BAD_SHAPE, node.at(), message)
                        .hint("remove the node from the model: there is no hardware for nothing"));
            }
        }
    }

    private static boolean isEmpty(Shape shape) {
        return shape.extents().contains(0);
    }
}
