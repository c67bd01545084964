package io.goshawk.ir.eval;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;
import io.goshawk.ir.Value;
import io.goshawk.ir.circuit.CircuitOp;
import io.goshawk.ir.eval.onnx.OnnxSemantics;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs a graph of any dialect by the meaning its `Semantics` gives to each operation. The law that every
/// engine, backend and constant folding is held to.
public final class Interpreter {
    private Interpreter() {}

    /// {@return the outputs of `graph` on `inputs`, both in port order}
    /// @throws IllegalArgumentException if an input does not fit its port
    /// @throws ArithmeticException if an infinity or NaN meets exact numbers, or these are divided by zero
    public static List<Tensor> run(Graph<? extends Op> graph, List<? extends Tensor> inputs) {
        Map<Value, Tensor> values = evaluate(graph, inputs, Retention.LIVE);
        return graph.outputs().stream().map(port -> values.get(port.value())).toList();
    }

    /// {@return the outputs of `graph`, all of them integers, on `inputs`}
    public static List<IntTensor> runIntegers(Graph<? extends Op> graph, List<? extends Tensor> inputs) {
        return run(graph, inputs).stream().map(IntTensor.class::cast).toList();
    }

    /// {@return every value of `graph` on `inputs`}
    public static Map<Value, Tensor> trace(Graph<? extends Op> graph, List<? extends Tensor> inputs) {
        return evaluate(graph, inputs, Retention.ALL);
    }

    /// Which values are kept while a graph runs.
    private enum Retention {
        ALL,
        /// Those that are still to be read, and the outputs.
        LIVE
    }

    private static Map<Value, Tensor> evaluate(
            Graph<? extends Op> graph, List<? extends Tensor> inputs, Retention retention) {
        Lifting lifting = new Lifting(graph);
        Map<Value, Tensor> values = new HashMap<>();
        arguments(graph, inputs).forEach((value, tensor) -> values.put(value, lifting.lift(value, tensor)));
        Map<Value, Integer> readers = retention == Retention.LIVE ? readers(graph) : Map.of();
        for (Graph.Node<? extends Op> node : graph.nodes()) {
            List<Tensor> operands =
                    node.op().operands().stream().map(values::get).toList();
            Tensor result = lifting.evaluate(node, operands);
            values.put(node.result(), lifting.lift(node.result(), result));
            if (retention == Retention.LIVE) {
                node.op().operands().forEach(value -> release(value, readers, values));
            }
        }
        return values;
    }

    private static Map<Value, Tensor> arguments(Graph<? extends Op> graph, List<? extends Tensor> inputs) {
        if (inputs.size() != graph.inputs().size()) {
            throw new IllegalArgumentException(
                    inputs.size() + " inputs for the " + graph.inputs().size() + " of @" + graph.name());
        }
        Map<Value, Tensor> arguments = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            Graph.Port port = graph.inputs().get(i);
            Fit.check(port, inputs.get(i));
            arguments.put(port.value(), inputs.get(i));
        }
        return arguments;
    }

    private static Map<Value, Integer> readers(Graph<? extends Op> graph) {
        Map<Value, Integer> readers = new HashMap<>();
        graph.nodes().forEach(node -> node.op().operands().forEach(value -> readers.merge(value, 1, Integer::sum)));
        graph.outputs().forEach(port -> readers.merge(port.value(), 1, Integer::sum));
        return readers;
    }

    private static void release(Value value, Map<Value, Integer> readers, Map<Value, Tensor> values) {
        if (readers.merge(value, -1, Integer::sum) == 0) {
            values.remove(value);
        }
    }

    /// {@return what `op` makes of `operands`}
    public static Tensor evaluate(Op op, List<Tensor> operands) {
        return switch (op) {
            case ShapeOp shape -> ShapeSemantics.evaluate(shape, operands.getFirst());
            case OnnxOp onnx -> OnnxSemantics.evaluate(onnx, operands);
            case QuantOp quant -> QuantSemantics.evaluate(quant, operands);
            case IntegerOp integer -> IntegerSemantics.evaluate(integer, integers(operands));
            case CircuitOp circuit -> CircuitSemantics.evaluate(circuit, integers(operands));
            default -> throw new IllegalArgumentException("no semantics for " + op.getClass());
        };
    }

    private static List<IntTensor> integers(List<Tensor> operands) {
        return operands.stream().map(IntTensor.class::cast).toList();
    }
}
