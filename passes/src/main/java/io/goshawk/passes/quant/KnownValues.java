package io.goshawk.passes.quant;

import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.indexing.Expand;
import io.goshawk.ir.onnx.quantization.BipolarQuant;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The values of an onnx graph that are the same for every input.
final class KnownValues {
    private final Diagnostics diagnostics;
    private final Map<Value, Known> known = new HashMap<>();

    KnownValues(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    boolean contains(Value value) {
        return known.containsKey(value);
    }

    boolean containsAll(List<Value> values) {
        return known.keySet().containsAll(values);
    }

    Known of(Value value) {
        return known.get(value);
    }

    /// Computes the result of `node`, whose operands are known. A quantiser that cannot be is reported.
    void fold(Graph.Node<OnnxOp> node) {
        switch (node.op()) {
            case Quant quant ->
                ConstantQuantiser.fold(quant, node.at(), this::reals, diagnostics)
                        .ifPresent(folded -> known.put(node.result(), folded));
            case BipolarQuant bipolar ->
                ConstantQuantiser.fold(bipolar, node.at(), this::reals, diagnostics)
                        .ifPresent(folded -> known.put(node.result(), folded));
            case DequantizeLinear back -> {
                Optional<Known> weights = data(back.input()) instanceof IntTensor integers
                        ? LinearQuantisers.weights(back, integers, this::reals)
                        : Optional.empty();
                weights.ifPresentOrElse(found -> known.put(node.result(), found), () -> evaluate(node));
            }
            case Transpose transpose
            when known.get(transpose.input()) instanceof Known.Quantised weight ->
                known.put(node.result(), ConstantQuantiser.transpose(transpose, weight));
            case Reshape reshape
            when known.get(reshape.input()) instanceof Known.Quantised weight
                    && weight.element().map().axis() < 0 -> known.put(node.result(), weight.reshape(reshape.shape()));
            case ShapeOp _, Expand _ -> known.put(node.result(), new Known.Moved(node.op()));
            default -> evaluate(node);
        }
    }

    private void evaluate(Graph.Node<OnnxOp> node) {
        List<Tensor> data = node.op().operands().stream()
                .map(operand -> operand.type().element() instanceof IntType ? data(operand) : reals(operand))
                .toList();
        Tensor result =
                node.op() instanceof Constant constant ? constant.data() : Interpreter.evaluate(node.op(), data);
        known.put(node.result(), new Known.Plain(result, node.result().type()));
    }

    /// {@return the reals that the known `value` stands for}
    RealTensor reals(Value value) {
        return known.get(value) instanceof Known.Quantised weight
                ? Reals.of(weight.codes(), new TensorType(weight.codes().shape(), weight.element()))
                : Reals.of(data(value), value.type());
    }

    /// {@return the elements of the known `value`, which are integers}
    IntTensor integers(Value value) {
        return (IntTensor) data(value);
    }

    /// {@return the elements of the known `value`: the reals where it is quantised}
    private Tensor data(Value value) {
        return switch (known.get(value)) {
            case Known.Plain plain -> plain.data();
            case Known.Moved moved -> {
                Tensor data = Interpreter.evaluate(
                        moved.op(), List.of(data(moved.op().operands().getFirst())));
                known.put(value, new Known.Plain(data, value.type()));
                yield data;
            }
            case Known.Quantised _ -> reals(value);
        };
    }
}
