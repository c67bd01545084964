package io.goshawk.passes.calibrate;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tensors of a graph that do not depend on the inputs that are left.
final class KnownTensors {
    private final Map<Value, Tensor> known = new HashMap<>();

    KnownTensors(Graph<OnnxOp> graph, Map<String, Tensor> fixed) {
        for (Graph.Port port : graph.inputs()) {
            Tensor tensor = fixed.get(port.name());
            if (tensor != null) {
                known.put(port.value(), tensor);
            }
        }
        graph.nodes().forEach(this::node);
    }

    private void node(Graph.Node<OnnxOp> node) {
        List<Value> operands = node.op().operands();
        if (node.op() instanceof Constant constant) {
            known.put(node.result(), constant.data());
        } else if (!operands.isEmpty() && known.keySet().containsAll(operands)) {
            List<Tensor> tensors = operands.stream().map(known::get).toList();
            Tensor result = Interpreter.evaluate(node.op(), tensors);
            known.put(
                    node.result(),
                    node.result().type().element() instanceof FloatType type ? Floats.of(result, type) : result);
        }
    }

    /// {@return the tensor that `value` always is, if it is always the same}
    Optional<Tensor> of(Value value) {
        return Optional.ofNullable(known.get(value));
    }
}
