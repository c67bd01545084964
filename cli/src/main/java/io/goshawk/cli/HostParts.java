package io.goshawk.cli;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.quant.Add;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.ArgMax;
import io.goshawk.ir.quant.BatchMatMul;
import io.goshawk.ir.quant.BipolarQuantize;
import io.goshawk.ir.quant.Clip;
import io.goshawk.ir.quant.Constant;
import io.goshawk.ir.quant.Conv;
import io.goshawk.ir.quant.ConvTranspose;
import io.goshawk.ir.quant.CountThresholds;
import io.goshawk.ir.quant.Curve;
import io.goshawk.ir.quant.Gather;
import io.goshawk.ir.quant.LeakyRelu;
import io.goshawk.ir.quant.LogSoftmax;
import io.goshawk.ir.quant.MatMul;
import io.goshawk.ir.quant.MaxPool;
import io.goshawk.ir.quant.Normalize;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.quant.Relu;
import io.goshawk.ir.quant.Softmax;
import io.goshawk.ir.quant.TopK;
import io.goshawk.ir.quant.WindowSum;
import io.goshawk.ir.shape.Concat;
import io.goshawk.ir.shape.Pick;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.Transpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the host does before and after the hardware, in words.
final class HostParts {
    private HostParts() {}

    /// {@return a line for each thing the host does, in order}
    static List<String> of(Graph<QuantOp> graph) {
        List<String> lines = new ArrayList<>();
        for (Graph.Node<QuantOp> node : graph.nodes()) {
            String words = words(node.op());
            if (!words.isEmpty()) {
                lines.add(words + "  (" + node.at().brief() + ")");
            }
        }
        return lines;
    }

    private static String words(QuantOp op) {
        return switch (op) {
            case Reshape reshape -> "reshape " + shape(reshape.input().shape()) + " to " + shape(reshape.shape());
            case Transpose transpose ->
                "transpose " + shape(transpose.input().shape()) + " by " + transpose.permutation();
            case Concat concat -> "join " + concat.parts().size() + " tensors along axis " + concat.axis();
            case Pick pick -> "pick " + pick.places().size() + " places along axis " + pick.axis();
            case Constant _ -> "";
            case Quantize quantize -> quantise(quantize);
            case BipolarQuantize _ -> "take the sign as one bit: 1 for x >= 0";
            case CountThresholds steps -> "count which of " + steps.count() + " thresholds are reached";
            case MatMul matmul ->
                "multiply by a matrix of " + shape(matmul.weights().shape());
            case ApplyAffine affine -> "compute " + Words.of(affine.map()).replace("code", "x") + ", exactly";
            case Conv conv -> "convolve with " + shape(conv.weights().shape()) + " weights";
            case ConvTranspose conv ->
                "convolve, transposed, with " + shape(conv.weights().shape()) + " weights";
            case MaxPool pool -> "take the largest of windows of " + pool.kernel();
            case WindowSum sum -> "add up windows of " + sum.kernel();
            case Add _ -> "add two tensors, exactly";
            case Relu _ -> "replace negative values by 0";
            case LeakyRelu _ -> "multiply negative values by a slope";
            case Clip clip ->
                "clip" + clip.low().map(low -> " below " + low).orElse("")
                        + clip.high().map(high -> " above " + high).orElse("");
            case Softmax softmax -> "softmax along axis " + softmax.axis() + ", in double precision";
            case LogSoftmax softmax ->
                "logarithm of the softmax along axis " + softmax.axis() + ", in double precision";
            case TopK top -> leaders(top);
            case Curve curve -> curve.kind() + " of each element, in double precision";
            case Normalize _ -> "normalise along the last axis, in double precision";
            case BatchMatMul _ -> "multiply two computed tensors";
            case Gather _ -> "take the rows of a table";
            case ArgMax argmax -> "take the place of the largest along axis " + argmax.axis();
        };
    }

    private static String leaders(TopK top) {
        String what =
                top.part() == io.goshawk.ir.onnx.indexing.TopK.Part.INDICES ? "take the places of the " : "take the ";
        return what + top.count() + (top.largest() ? " largest" : " smallest") + " along axis " + top.axis()
                + ", in order";
    }

    private static String quantise(Quantize op) {
        String clamp = op.clamp().equals(op.element().storage().range()) ? "" : " within " + op.clamp();
        return "quantise to " + op.element().storage() + clamp + ", real = "
                + Words.of(op.element().map()) + "; " + rounding(op.rounding()) + ", " + overflow(op.overflow());
    }

    private static String rounding(Rounding rounding) {
        return switch (rounding) {
            case FLOOR -> "round down";
            case CEIL -> "round up";
            case TOWARD_ZERO -> "round toward zero";
            case AWAY -> "round away from zero";
            case HALF_UP, HALF_DOWN, HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD ->
                "round to nearest, ties "
                        + rounding.name().substring(5).toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    private static String overflow(Overflow overflow) {
        return switch (overflow) {
            case SATURATE -> "saturate";
            case WRAP -> "wrap around";
            case REFUSE -> "refuse what lies outside";
        };
    }

    private static String shape(Shape shape) {
        return shape.rank() == 0 ? "a scalar" : shape.toString();
    }
}
