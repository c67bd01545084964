package io.goshawk.frontend.qonnx;

import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.ir.Broadcast;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.function.DoublePredicate;

/// Checks of the numbers that a quantiser works with, wherever they are known at import.
final class Parameters {
    private static final int MAX_BITS = 64;

    private Parameters() {}

    /// Reports a scale that is not finite and positive.
    static void checkScale(OnnxNode node, int index) {
        check(
                node,
                index,
                x -> Double.isFinite(x) && x > 0,
                Code.BAD_SCALE,
                "scale",
                "and must be finite and positive");
    }

    /// Reports a zero point that is not finite.
    static void checkZeroPoint(OnnxNode node, int index) {
        check(node, index, Double::isFinite, Code.BAD_ZERO_POINT, "zero point", "and must be finite");
    }

    /// Reports a bit width that is no integer from 1 to 64.
    static void checkBits(OnnxNode node, int index) {
        checkInteger(node, index, "bit width", 1, MAX_BITS);
    }

    /// Reports a parameter of a format that is no integer from `min` to `max`.
    static void checkInteger(OnnxNode node, int index, String role, int min, int max) {
        check(
                node,
                index,
                x -> x >= min && x <= max && x == Math.rint(x),
                Code.BAD_BIT_WIDTH,
                role,
                "and must be an integer from " + min + " to " + max);
    }

    /// Reports a largest number that is not finite and positive.
    static void checkLargest(OnnxNode node, int index) {
        check(
                node,
                index,
                x -> Double.isFinite(x) && x > 0,
                Code.BAD_SCALE,
                "largest number",
                "and must be finite and positive");
    }

    private static void check(OnnxNode node, int index, DoublePredicate good, Code code, String role, String demand) {
        if (!(usable(node, index) instanceof Known(Tensor data, var _, var _))) {
            return;
        }
        for (int i = 0; i < data.shape().size(); i++) {
            if (!good.test(at(data, i))) {
                String place = data.shape().size() == 1 ? "" : " at place " + i;
                String message =
                        "the " + role + " \"" + node.inputName(index) + "\" is " + text(data, i) + place + " " + demand;
                node.report(Diagnostic.of(code, node.at(), message)
                        .hint("export the model again, with a " + role + " that quantises something"));
                return;
            }
        }
    }

    /// {@return input `index`; itself refused where it was refused before, which is no reason to stop here}
    private static Object usable(OnnxNode node, int index) {
        try {
            return node.input(index);
        } catch (Unconvertible refusal) {
            if (refusal.reason().isPresent()) {
                throw refusal;
            }
            return refusal;
        }
    }

    /// Reports a zero point other than zero beside one signed bit, whose two values are `-scale` and `scale`.
    static void checkBipolar(OnnxNode node, boolean signed) {
        if (signed
                && usable(node, 3) instanceof Known(Tensor bits, var _, var _)
                && usable(node, 2) instanceof Known(Tensor zeros, var _, var _)
                && any(bits, x -> x == 1)
                && any(zeros, x -> x != 0)) {
            node.report(Diagnostic.of(
                            Code.BAD_ZERO_POINT,
                            node.at(),
                            "one signed bit means -scale and scale, without a zero point")
                    .hint("set the zero point to 0"));
        }
    }

    private static boolean any(Tensor data, DoublePredicate test) {
        for (int i = 0; i < data.shape().size(); i++) {
            if (test.test(at(data, i))) {
                return true;
            }
        }
        return false;
    }

    private static double at(Tensor data, int index) {
        return switch (data) {
            case FloatTensor floats -> floats.at(index);
            case IntTensor integers -> integers.at(index);
            case RealTensor reals -> reals.at(index).toDouble();
        };
    }

    private static String text(Tensor data, int index) {
        return data instanceof IntTensor integers ? "" + integers.at(index) : "" + at(data, index);
    }

    /// Checks that a parameter has a value for each element of `input` and does not widen it.
    static void checkBroadcast(OnnxNode node, Usable input, int index, String role) {
        Shape own = node.input(index).shape();
        Shape joint;
        try {
            joint = Broadcast.of(input.shape(), own);
        } catch (IllegalArgumentException _) {
            joint = Shape.SCALAR;
        }
        if (!joint.equals(input.shape())) {
            throw node.because(
                            Code.SHAPE_MISMATCH,
                            "the " + role + " of shape [" + own + "] does not broadcast to the input's ["
                                    + input.shape() + "]")
                    .hint("a " + role + " per channel needs extents of 1 along the other axes");
        }
    }
}
