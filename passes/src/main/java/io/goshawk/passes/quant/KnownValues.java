package io.goshawk.passes.quant;

import io.goshawk.ir.Graph;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.indexing.Expand;
import io.goshawk.ir.onnx.quantization.BipolarQuant;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
            case Transpose transpose
            when known.get(transpose.input()) instanceof Known.Quantised weight ->
                known.put(node.result(), ConstantQuantiser.transpose(transpose, weight));
            case Reshape reshape
            when known.get(reshape.input()) instanceof Known.Quantised weight
                    && weight.element().map().axis() < 0 -> known.put(node.result(), weight.reshape(reshape.shape()));
            case ShapeOp _, Expand _ -> known.put(node.result(), new Known.Moved(node.op()));
            default -> {
                List<Tensor> data =
                        node.op().operands().stream().<Tensor>map(this::reals).toList();
                Tensor result = node.op() instanceof Constant constant
                        ? constant.data()
                        : Interpreter.evaluate(node.op(), data);
                known.put(node.result(), new Known.Plain(result, node.result().type()));
            }
        }
    }

    /// {@return the reals that the known `value` stands for}
    RealTensor reals(Value value) {
        return switch (known.get(value)) {
            case Known.Plain plain -> Reals.of(plain.data(), plain.type());
            case Known.Moved moved -> {
                List<Tensor> data = List.of(reals(moved.op().operands().getFirst()));
                known.put(value, new Known.Plain(Interpreter.evaluate(moved.op(), data), value.type()));
                yield reals(value);
            }
            case Known.Quantised weight ->
                Reals.of(weight.codes(), new TensorType(weight.codes().shape(), weight.element()));
        };
    }
}
