package io.goshawk.frontend.operators.spatial;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.quantization.Scaling;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.spatial.Conv;
import io.goshawk.ir.window.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// QLinearConv: a convolution between two DequantizeLinear and a QuantizeLinear, which is what it
/// means. Its bias counts in units of the product of both scales.
final class QLinearConvOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(8, 9);
        int groups = Biases.groups(node, "group");
        int rank = Windows.spatialAxes(node);
        Shape kernel = node.input(3).shape();
        if (kernel.rank() != rank + 2) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "weights of shape [" + kernel + "] for an input of shape ["
                            + node.input(0).shape() + "]");
        }
        Windows windows = new Windows(node, rank);
        Window window = windows.window(
                node.input(0).shape().extents().subList(2, rank + 2),
                windows.kernel(kernel.extents().subList(2, rank + 2)));
        Scaling scaling = new Scaling(node).checkScales(1, 4, 6);
        Composition steps = new Composition(node);
        Value data = scaling.dequantized(0, 1, 2, 1);
        Value weights = scaling.dequantized(3, 4, 5, 0);
        Value sum = steps.add(new Conv(data, weights, window, groups));
        Value biased = node.has(8) ? steps.binary(sum, Binary.Kind.ADD, bias(node, scaling, rank)) : sum;
        return scaling.quantized(biased, 6, 7, 1, IntType.u(8));
    }

    private static Value bias(OnnxNode node, Scaling scaling, int rank) {
        Composition steps = new Composition(node);
        Value codes = scaling.integers(8);
        Shape channels = Shape.of(node.input(3).shape().extent(0));
        if (!codes.shape().equals(channels)) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "the bias has the shape [" + codes.shape() + "] for " + channels + " channels");
        }
        // Two steps, since the product of the scales is no float in general.
        Value half = scaling.dequantized(
                codes,
                scaling.parameter(1, channels, 0),
                scaling.zero(codes.type().element()));
        Value bias = steps.binary(half, Binary.Kind.MUL, scaling.parameter(4, channels, 0));
        List<Integer> extents = new ArrayList<>(Collections.nCopies(rank + 1, 1));
        extents.set(0, channels.size());
        return steps.reshape(bias, new Shape(extents));
    }
}
