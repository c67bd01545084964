package io.goshawk.ir.check;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.ElementwiseOp;
import io.goshawk.ir.onnx.indexing.IndexingOp;
import io.goshawk.ir.onnx.linear.LinearOp;
import io.goshawk.ir.onnx.normalization.BatchNormalization;
import io.goshawk.ir.onnx.normalization.NormalizationOp;
import io.goshawk.ir.onnx.normalization.Softmax;
import io.goshawk.ir.onnx.quantization.BipolarQuant;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.onnx.quantization.QuantizationOp;
import io.goshawk.ir.onnx.reduction.ReductionOp;
import io.goshawk.ir.onnx.spatial.SpatialOp;
import io.goshawk.ir.shape.ShapeOp;
import java.util.List;
import java.util.Optional;

/// What holds for imported graphs: parameters fit the tensors they belong to.
final class OnnxRules {
    private OnnxRules() {}

    static void check(Graph<OnnxOp> graph, Reports reports) {
        graph.nodes().forEach(node -> problem(node.op()).ifPresent(problem -> reports.malformed(node, problem)));
    }

    private static Optional<String> problem(OnnxOp op) {
        return switch (op) {
            case BatchNormalization norm -> normalization(norm);
            case Quant quant -> broadcasts(quant.input(), quant.operands());
            case BipolarQuant quant -> broadcasts(quant.input(), quant.operands());
            case Softmax softmax ->
                QuantRules.axis(softmax.axis(), softmax.input().shape());
            case NormalizationOp _,
                    QuantizationOp _,
                    ShapeOp _,
                    Constant _,
                    ElementwiseOp _,
                    LinearOp _,
                    SpatialOp _,
                    ReductionOp _,
                    IndexingOp _ -> Optional.empty();
        };
    }

    private static Optional<String> normalization(BatchNormalization op) {
        Shape shape = op.input().shape();
        if (shape.rank() < 2) {
            return Optional.of("normalises a tensor of shape " + shape + ", which has no axis 1");
        }
        return op.operands().stream()
                .skip(1)
                .filter(parameter -> parameter.shape().size() != shape.extent(1))
                .findFirst()
                .map(parameter ->
                        "has a parameter of shape " + parameter.shape() + " for " + shape.extent(1) + " channels");
    }

    private static Optional<String> broadcasts(Value input, List<Value> operands) {
        return operands.stream()
                .filter(operand -> !fits(operand.shape(), input.shape()))
                .findFirst()
                .map(operand ->
                        "has a parameter of shape " + operand.shape() + " for a tensor of shape " + input.shape());
    }

    private static boolean fits(Shape parameter, Shape input) {
        try {
            return Broadcast.of(parameter, input).equals(input);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
