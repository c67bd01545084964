package io.goshawk.frontend.operators.elementwise;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.IsInf;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.elementwise.Where;
import java.util.HashMap;
import java.util.Map;

/// The operators that work on each element by itself.
public final class ElementwiseOperators {
    private static final Map<String, Binary.Kind> BINARY = Map.ofEntries(
            Map.entry("Add", Binary.Kind.ADD),
            Map.entry("And", Binary.Kind.AND),
            Map.entry("BitwiseAnd", Binary.Kind.BITWISE_AND),
            Map.entry("BitwiseOr", Binary.Kind.BITWISE_OR),
            Map.entry("BitwiseXor", Binary.Kind.BITWISE_XOR),
            Map.entry("Div", Binary.Kind.DIV),
            Map.entry("Equal", Binary.Kind.EQUAL),
            Map.entry("Greater", Binary.Kind.GREATER),
            Map.entry("GreaterOrEqual", Binary.Kind.GREATER_OR_EQUAL),
            Map.entry("Less", Binary.Kind.LESS),
            Map.entry("LessOrEqual", Binary.Kind.LESS_OR_EQUAL),
            Map.entry("Mul", Binary.Kind.MUL),
            Map.entry("Or", Binary.Kind.OR),
            Map.entry("PRelu", Binary.Kind.PRELU),
            Map.entry("Pow", Binary.Kind.POW),
            Map.entry("Sub", Binary.Kind.SUB),
            Map.entry("Xor", Binary.Kind.XOR));

    private static final Map<String, Unary.Kind> UNARY = Map.ofEntries(
            Map.entry("Abs", Unary.Kind.ABS),
            Map.entry("Acos", Unary.Kind.ACOS),
            Map.entry("Acosh", Unary.Kind.ACOSH),
            Map.entry("Asin", Unary.Kind.ASIN),
            Map.entry("Asinh", Unary.Kind.ASINH),
            Map.entry("Atan", Unary.Kind.ATAN),
            Map.entry("Atanh", Unary.Kind.ATANH),
            Map.entry("BitwiseNot", Unary.Kind.BITWISE_NOT),
            Map.entry("Ceil", Unary.Kind.CEIL),
            Map.entry("Cos", Unary.Kind.COS),
            Map.entry("Cosh", Unary.Kind.COSH),
            Map.entry("Erf", Unary.Kind.ERF),
            Map.entry("Exp", Unary.Kind.EXP),
            Map.entry("Floor", Unary.Kind.FLOOR),
            Map.entry("HardSwish", Unary.Kind.HARD_SWISH),
            Map.entry("IsNaN", Unary.Kind.IS_NAN),
            Map.entry("Log", Unary.Kind.LOG),
            Map.entry("Mish", Unary.Kind.MISH),
            Map.entry("Neg", Unary.Kind.NEG),
            Map.entry("Not", Unary.Kind.NOT),
            Map.entry("Reciprocal", Unary.Kind.RECIPROCAL),
            Map.entry("Relu", Unary.Kind.RELU),
            Map.entry("Round", Unary.Kind.ROUND),
            Map.entry("Sigmoid", Unary.Kind.SIGMOID),
            Map.entry("Sign", Unary.Kind.SIGN),
            Map.entry("Sin", Unary.Kind.SIN),
            Map.entry("Sinh", Unary.Kind.SINH),
            Map.entry("Softplus", Unary.Kind.SOFTPLUS),
            Map.entry("Softsign", Unary.Kind.SOFTSIGN),
            Map.entry("Sqrt", Unary.Kind.SQRT),
            Map.entry("Tan", Unary.Kind.TAN),
            Map.entry("Tanh", Unary.Kind.TANH));

    private static final Map<String, Operator> OTHERS = Map.ofEntries(
            Map.entry("BitCast", new BitCastOperator()),
            Map.entry("BitShift", ElementwiseOperators::bitShift),
            Map.entry("Cast", new CastOperator()),
            Map.entry("CastLike", new CastOperator()),
            Map.entry("Clip", new ClipOperator()),
            Map.entry("Gelu", ElementwiseOperators::gelu),
            Map.entry("IsInf", ElementwiseOperators::isInf),
            Map.entry("Max", new VariadicOperator(Binary.Kind.MAX, false)),
            Map.entry("Mean", new VariadicOperator(Binary.Kind.ADD, true)),
            Map.entry("Min", new VariadicOperator(Binary.Kind.MIN, false)),
            Map.entry("Mod", ElementwiseOperators::mod),
            Map.entry("Sum", new VariadicOperator(Binary.Kind.ADD, false)),
            Map.entry("Where", ElementwiseOperators::where));

    /// Each by its type.
    public static final Map<String, Operator> BY_TYPE = all();

    private ElementwiseOperators() {}

    private static Map<String, Operator> all() {
        Map<String, Operator> all = new HashMap<>(OTHERS);
        BINARY.forEach((type, kind) -> all.put(type, new BinaryOperator(kind)));
        UNARY.forEach((type, kind) -> all.put(type, new UnaryOperator(kind)));
        all.putAll(CurveOperator.BY_TYPE);
        return Map.copyOf(all);
    }

    private static Imported mod(OnnxNode node) {
        boolean isTruncating = node.attributes().flag("fmod", false);
        return new BinaryOperator(isTruncating ? Binary.Kind.FMOD : Binary.Kind.MOD).convert(node);
    }

    private static Imported bitShift(OnnxNode node) {
        String direction = node.attributes().text("direction", "");
        return switch (direction) {
            case "LEFT" -> new BinaryOperator(Binary.Kind.SHIFT_LEFT).convert(node);
            case "RIGHT" -> new BinaryOperator(Binary.Kind.SHIFT_RIGHT).convert(node);
            default ->
                throw node.because(Code.BAD_ATTRIBUTE, "direction is \"" + direction + "\", not \"LEFT\" or \"RIGHT\"");
        };
    }

    private static Imported gelu(OnnxNode node) {
        String approximate = node.attributes().text("approximate", "none");
        return switch (approximate) {
            case "none" -> new UnaryOperator(Unary.Kind.GELU).convert(node);
            case "tanh" -> new UnaryOperator(Unary.Kind.GELU_TANH).convert(node);
            default ->
                throw node.because(
                        Code.BAD_ATTRIBUTE, "approximate is \"" + approximate + "\", not \"none\" or \"tanh\"");
        };
    }

    private static Imported isInf(OnnxNode node) {
        node.expectInputs(1, 1);
        boolean negative = node.attributes().flag("detect_negative", true);
        boolean positive = node.attributes().flag("detect_positive", true);
        return node.result(new IsInf(node.value(0), negative, positive));
    }

    private static Imported where(OnnxNode node) {
        node.expectInputs(3, 3);
        return node.result(new Where(node.value(0), node.value(1), node.value(2)));
    }
}
