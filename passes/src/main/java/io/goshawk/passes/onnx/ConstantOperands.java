package io.goshawk.passes.onnx;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import java.util.Map;
import java.util.Optional;

/// What the values of a graph are made by, and which of them are constants.
final class ConstantOperands {
    private final Map<Value, Graph.Node<OnnxOp>> producers;

    ConstantOperands(Graph<OnnxOp> graph) {
        this.producers = graph.producers();
    }

    /// {@return the constant `value`, if it is one}
    Optional<Constant> of(Value value) {
        return producers.containsKey(value) && producers.get(value).op() instanceof Constant constant
                ? Optional.of(constant)
                : Optional.empty();
    }

    /// {@return the operation that makes `value`; nothing for an input of the graph}
    Optional<OnnxOp> producer(Value value) {
        return Optional.ofNullable(producers.get(value)).map(Graph.Node::op);
    }

    /// {@return whether two values are one, or constants of the same elements}
    boolean areEqual(Value left, Value right) {
        return left.equals(right) || (of(left).isPresent() && of(left).equals(of(right)));
    }
}
