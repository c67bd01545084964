package io.goshawk.frontend.operators.spatial;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.shape.Reshape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What the convolutions have in common: a bias, one number a channel, and groups.
final class Biases {
    private Biases() {}

    /// {@return what `op` yields, and `bias`, a vector along axis 1, added where there is one}
    /// @param index of the input that is the bias, where it is given
    static Imported added(OnnxNode node, OnnxOp op, int index) {
        if (!node.has(index)) {
            return node.result(op);
        }
        Value bias = node.value(index);
        Shape result = op.resultType().shape();
        if (!bias.shape().equals(Shape.of(result.extent(1)))) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "the bias has the shape [" + bias.shape() + "] for " + result.extent(1) + " channels");
        }
        List<Integer> extents = new ArrayList<>(Collections.nCopies(result.rank() - 1, 1));
        extents.set(0, result.extent(1));
        return node.result(new Binary(node.add(op), node.add(new Reshape(bias, new Shape(extents))), Binary.Kind.ADD));
    }

    /// {@return the attribute `name`, which counts groups}
    static int groups(OnnxNode node, String name) {
        long groups = node.attributes().integer(name, 1);
        if (groups < 1 || groups > Integer.MAX_VALUE) {
            throw node.because(Code.BAD_ATTRIBUTE, name + " is " + groups + " and should be 1 or more");
        }
        return (int) groups;
    }

    /// {@return the extents of the weights of `node`, a convolution, along `rank` spatial axes}
    static List<Integer> taps(OnnxNode node, int rank) {
        Shape weights = node.input(1).shape();
        if (weights.rank() != rank + 2) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "weights of shape [" + weights + "] for an input of shape ["
                            + node.input(0).shape() + "]");
        }
        return weights.extents().subList(2, rank + 2);
    }
}
