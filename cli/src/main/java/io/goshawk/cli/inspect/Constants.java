package io.goshawk.cli.inspect;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.quantization.QuantizationOp;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The parameters of a model: constants, also behind quantisers and reshapes.
final class Constants {
    /// Weights up to here are quantised to see which become zero; of more, the zeros as stored count.
    private static final int MOST_EVALUATED = 1 << 21;

    private final Map<Value, Graph.Node<OnnxOp>> producers;
    private final Set<Value> fixed = new HashSet<>();

    Constants(Graph<OnnxOp> graph) {
        this.producers = graph.producers();
        for (Graph.Node<OnnxOp> node : graph.nodes()) {
            boolean moves = node.op() instanceof QuantizationOp || node.op() instanceof ShapeOp;
            if (node.op() instanceof Constant
                    || (moves && fixed.containsAll(node.op().operands()))) {
                fixed.add(node.result());
            }
        }
    }

    /// {@return whether `value` is the same for every input of the model}
    boolean contains(Value value) {
        return fixed.contains(value);
    }

    /// {@return the part of the elements of the constant `value` that are not zero}
    double density(Value value) {
        Value source = value;
        while (value.shape().size() > MOST_EVALUATED && !operands(source).isEmpty()) {
            source = operands(source).getFirst();
        }
        Tensor tensor = evaluate(source);
        int size = tensor.shape().size();
        int some = 0;
        for (int i = 0; i < size; i++) {
            boolean zero = switch (tensor) {
                case FloatTensor floats -> floats.at(i) == 0;
                case IntTensor integers -> integers.bigAt(i).signum() == 0;
                case RealTensor reals -> reals.at(i).signum() == 0;
            };
            some += zero ? 0 : 1;
        }
        return size == 0 ? 0 : (double) some / size;
    }

    private List<Value> operands(Value value) {
        return producers.get(value).op().operands();
    }

    private Tensor evaluate(Value value) {
        OnnxOp op = producers.get(value).op();
        return op instanceof Constant constant
                ? constant.data()
                : Interpreter.evaluate(
                        op, op.operands().stream().map(this::evaluate).toList());
    }
}
