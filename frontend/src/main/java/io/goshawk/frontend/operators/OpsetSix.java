package io.goshawk.frontend.operators;

import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What nodes of opset 6 say otherwise than those of opset 7, said as opset 7 does (ONNX, Changelog of operators).
///
/// Two tensors broadcast only where the attribute `broadcast` is 1, and then the second into the first: its axes lie
/// at `axis` and behind, by default at the end. PRelu's slopes lie along axis 1. BatchNormalization and Dropout are
/// those of training unless `is_test` is set. Recurrent networks lost an attribute that only hid an output.
public final class OpsetSix {
    /// The first opset of which nothing here is true.
    private static final int NEXT = 7;

    private static final Set<String> ONE_WAY =
            Set.of("Add", "And", "Div", "Equal", "Greater", "Less", "Mul", "Or", "Pow", "Sub", "Xor");

    private static final Set<String> TRAINED = Set.of("BatchNormalization", "Dropout");

    private OpsetSix() {}

    /// {@return `node` as opset 7 would have it; itself where it is as new}
    /// @throws io.goshawk.frontend.model.Unconvertible if nothing in opset 7 means the same
    public static OnnxNode adapted(OnnxNode node) {
        if (node.opset() >= NEXT) {
            return node;
        }
        if (TRAINED.contains(node.type()) && !node.attributes().flag("is_test", false)) {
            throw node.because(Code.UNSUPPORTED_FEATURE, node.type() + " in training mode: is_test is not 1")
                    .hint("export the model in inference mode: model.eval()");
        }
        if (node.type().equals("Gemm")) {
            checkAddend(node);
        }
        boolean second = node.inputCount() == 2;
        if (second && ONE_WAY.contains(node.type())) {
            return aligned(node);
        }
        return second && node.type().equals("PRelu") ? shifted(node, 1) : node;
    }

    private static void checkAddend(OnnxNode node) {
        if (node.has(2) && !node.attributes().flag("broadcast", false)) {
            int rows = node.attributes().flag("transA", false) ? 1 : 0;
            int columns = node.attributes().flag("transB", false) ? 0 : 1;
            Shape left = node.input(0).shape();
            Shape right = node.input(1).shape();
            boolean matrices = left.rank() == 2 && right.rank() == 2;
            if (matrices && !node.input(2).shape().equals(Shape.of(left.extent(rows), right.extent(columns)))) {
                throw mismatch(node, 2);
            }
        }
    }

    private static OnnxNode aligned(OnnxNode node) {
        Shape left = node.input(0).shape();
        Shape right = node.input(1).shape();
        if (!node.attributes().flag("broadcast", false)) {
            if (!left.equals(right)) {
                throw mismatch(node, 1);
            }
            return node;
        }
        int last = left.rank() - right.rank();
        if (right.size() == 1 || left.rank() == 0 || last < 0) {
            return node;
        }
        return shifted(node, node.attributes().axisNamed("axis", last, left.rank()));
    }

    private static RuntimeException mismatch(OnnxNode node, int index) {
        return node.because(
                        Code.SHAPE_MISMATCH,
                        "input " + index + " of " + node.type() + " has the shape ["
                                + node.input(index).shape() + "] and would have to broadcast; broadcast is not 1")
                .hint("before opset 7 operands broadcast only where the attribute says so");
    }

    /// {@return `node` with its second operand lying at `axis` of the first}
    private static OnnxNode shifted(OnnxNode node, int axis) {
        Shape shape = node.input(1).shape();
        int behind = node.input(0).shape().rank() - axis - shape.rank();
        if (behind < 0) {
            throw node.because(
                    Code.BAD_ATTRIBUTE,
                    "axis is " + axis + ": [" + shape + "] does not fit there into ["
                            + node.input(0).shape() + "]");
        }
        if (behind == 0 || shape.size() == 1) {
            return node;
        }
        List<Integer> extents = new ArrayList<>(shape.extents());
        extents.addAll(Collections.nCopies(behind, 1));
        Composition steps = new Composition(node);
        Imported moved = steps.done(steps.reshape(node.value(1), new Shape(extents)));
        return node.reading(Map.of(1, (Usable) moved));
    }
}
