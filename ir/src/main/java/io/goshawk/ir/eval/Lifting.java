package io.goshawk.ir.eval;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.quantization.QuantizationOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Which parts of an onnx graph are evaluated exactly: those that reach a quantiser through operations of the
/// affine part. All else is evaluated in floats.
final class Lifting {
    /// The values that must not be rounded.
    private final Set<Value> exact = new HashSet<>();
    /// What hangs on constants only; there the operations outside the affine part are exact where they can be.
    private final Set<Value> known = new HashSet<>();

    Lifting(Graph<? extends Op> graph) {
        for (Graph.Node<? extends Op> node : graph.nodes()) {
            if (known.containsAll(node.op().operands())) {
                known.add(node.result());
            }
        }
        for (Graph.Node<? extends Op> node : graph.nodes().reversed()) {
            boolean wanted = node.op() instanceof QuantizationOp || exact.contains(node.result());
            if (wanted && node.op() instanceof OnnxOp op && isExact(node, op)) {
                exact.addAll(op.operands());
            }
        }
    }

    private boolean isExact(Graph.Node<? extends Op> node, OnnxOp op) {
        return op.isAffine() || known.contains(node.result());
    }

    /// {@return `tensor`, which is the value of `value`, as exact reals where it must be and has no infinity or NaN}
    Tensor lift(Value value, Tensor tensor) {
        if (!(tensor instanceof FloatTensor floats) || !exact.contains(value)) {
            return tensor;
        }
        double[] values = floats.toDoubles();
        for (double x : values) {
            if (!Double.isFinite(x)) {
                return floats;
            }
        }
        return RealTensor.exactly(floats.shape(), values);
    }

    /// {@return what the operation of `node` makes of `operands`, which it reads as floats outside the affine
    ///     part}
    Tensor evaluate(Graph.Node<? extends Op> node, List<Tensor> operands) {
        if (!(node.op() instanceof OnnxOp op) || op.isAffine()) {
            return Interpreter.evaluate(node.op(), operands);
        }
        if (known.contains(node.result())) {
            try {
                return Interpreter.evaluate(op, operands);
            } catch (ArithmeticException noExactForm) {
                // Then it is what floats make of it.
            }
        }
        return Interpreter.evaluate(op, rounded(op.operands(), operands));
    }

    private static List<Tensor> rounded(List<Value> values, List<Tensor> tensors) {
        return IntStream.range(0, tensors.size())
                .mapToObj(i -> rounded(values.get(i), tensors.get(i)))
                .toList();
    }

    private static Tensor rounded(Value value, Tensor tensor) {
        return tensor instanceof RealTensor && value.type().element() instanceof FloatType
                ? Floats.of(tensor, value.type())
                : tensor;
    }
}
