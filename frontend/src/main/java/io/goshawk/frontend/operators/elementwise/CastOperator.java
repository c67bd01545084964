package io.goshawk.frontend.operators.elementwise;

import io.goshawk.frontend.model.ElementTypes;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.elementwise.Cast;
import io.goshawk.ir.tensor.FloatTensor;

/// Cast, and CastLike, whose second input has the type to cast to.
final class CastOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        boolean isLike = node.type().equals("CastLike");
        node.expectInputs(isLike ? 2 : 1, isLike ? 2 : 1);
        boolean saturate = node.attributes().flag("saturate", true);
        Rounding powers = powers(node);
        ElementType to = isLike ? node.input(1).type().element() : target(node);
        Usable input = node.input(0);
        if (input.type().element().equals(to)) {
            return (Imported) input;
        }
        if (input instanceof Known(FloatTensor floats, var _, var _) && to instanceof IntType type) {
            checkTruncation(floats, type, node);
        }
        return node.result(new Cast(node.emit(input), to, saturate, powers));
    }

    /// {@return the element type that the attribute `to` names}
    static ElementType target(OnnxNode node) {
        if (!node.attributes().has("to")) {
            throw node.because(Code.BAD_ATTRIBUTE, node.type() + " has no attribute to");
        }
        return ElementTypes.element(Math.toIntExact(node.attributes().integer("to", 0)), node.at(), "the result");
    }

    private static Rounding powers(OnnxNode node) {
        String mode = node.attributes().text("round_mode", "up");
        return switch (mode) {
            case "up" -> Rounding.CEIL;
            case "down" -> Rounding.FLOOR;
            case "nearest" -> Rounding.HALF_UP;
            default ->
                throw node.because(
                        Code.BAD_ATTRIBUTE, "round_mode is \"" + mode + "\", not \"up\", \"down\" or \"nearest\"");
        };
    }

    /// What is no number or beyond the range has no integer; ONNX leaves open what comes out.
    private static void checkTruncation(FloatTensor floats, IntType type, OnnxNode node) {
        boolean isTruth = type.bits() == 1;
        double low = type.range().min().doubleValue() - 1;
        double high = type.range().max().doubleValue() + 1;
        for (int i = 0; i < floats.shape().size() && !isTruth; i++) {
            double x = floats.at(i);
            // At 64 bits the bound is rounded to a power of two itself, which for the lower one is an integer.
            boolean fits = x < high && (x > low || (type.signed() && x == low && low == low - 1));
            if (!fits) {
                throw node.because(
                        Code.BAD_TENSOR_DATA,
                        x + " at place " + i + " has no integer of type " + type + " to be cast to");
            }
        }
    }
}
