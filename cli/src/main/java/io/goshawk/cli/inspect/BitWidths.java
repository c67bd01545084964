package io.goshawk.cli.inspect;

import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.RealType;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.indexing.IndexingOp;
import io.goshawk.ir.onnx.quantization.BipolarQuant;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;
import io.goshawk.ir.onnx.quantization.FloatQuant;
import io.goshawk.ir.onnx.quantization.MultiThreshold;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.onnx.quantization.Trunc;
import io.goshawk.ir.onnx.quantization.TruncV1;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// How many bits each value of a model takes: what its quantiser says, followed through what only moves or picks
/// elements; without a quantiser, those of its type.
final class BitWidths {
    private final Map<Value, Integer> widths = new HashMap<>();
    private final Map<Value, Graph.Node<OnnxOp>> producers;

    BitWidths(Graph<OnnxOp> graph) {
        this.producers = graph.producers();
        graph.inputs()
                .forEach(port -> widths.put(port.value(), of(port.value().type().element())));
        graph.nodes().forEach(node -> widths.put(node.result(), of(node)));
    }

    /// {@return the bits of one element of `value`}
    int of(Value value) {
        return widths.get(value);
    }

    private int of(Graph.Node<OnnxOp> node) {
        int own = of(node.result().type().element());
        return switch (node.op()) {
            case Quant quant ->
                constant(quant.bitWidth()).map(BitWidths::largest).orElse(own);
            case BipolarQuant _ -> 1;
            case Trunc trunc ->
                constant(trunc.outputBits()).map(BitWidths::largest).orElse(own);
            case TruncV1 trunc ->
                constant(trunc.outputBits()).map(BitWidths::largest).orElse(own);
            case MultiThreshold steps ->
                Math.max(
                        1,
                        Integer.SIZE
                                - Integer.numberOfLeadingZeros(
                                        steps.thresholds().shape().last()));
            case FloatQuant quant ->
                1
                        + constant(quant.exponentBits()).map(BitWidths::largest).orElse(own)
                        + constant(quant.mantissaBits()).map(BitWidths::largest).orElse(0);
            case DequantizeLinear linear -> of(linear.input());
            case Unary unary when unary.kind() == Unary.Kind.RELU -> of(unary.input());
            case ShapeOp shape -> of(shape.operands().getFirst());
            case IndexingOp indexing ->
                indexing.operands().stream()
                        .filter(operand -> operand.type()
                                .element()
                                .equals(node.result().type().element()))
                        .mapToInt(this::of)
                        .max()
                        .orElse(own);
            case OnnxOp _ -> own;
        };
    }

    private Optional<Tensor> constant(Value value) {
        Graph.Node<OnnxOp> producer = producers.get(value);
        return producer != null && producer.op() instanceof Constant constant
                ? Optional.of(constant.data())
                : Optional.empty();
    }

    /// Widths may differ by channel; the largest is what a multiplier is built for.
    private static int largest(Tensor widths) {
        double largest = 1;
        for (int i = 0; i < widths.shape().size(); i++) {
            largest = Math.max(
                    largest,
                    switch (widths) {
                        case FloatTensor floats -> floats.at(i);
                        case IntTensor integers -> integers.at(i);
                        case RealTensor reals -> reals.at(i).toDouble();
                    });
        }
        return (int) Math.min(largest, IntType.MAX_BITS);
    }

    static int of(ElementType element) {
        return switch (element) {
            case IntType type -> type.bits();
            case FloatType type -> type.bits();
            case QuantType type -> type.storage().bits();
            case RealType _ -> Double.SIZE;
        };
    }
}
