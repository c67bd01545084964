package io.goshawk.frontend.export;

import io.goshawk.frontend.export.Out.Attribute;
import io.goshawk.frontend.model.ElementTypes;
import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.elementwise.Activation;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.BitCast;
import io.goshawk.ir.onnx.elementwise.Cast;
import io.goshawk.ir.onnx.elementwise.Clip;
import io.goshawk.ir.onnx.elementwise.Curve;
import io.goshawk.ir.onnx.elementwise.ElementwiseOp;
import io.goshawk.ir.onnx.elementwise.IsInf;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.elementwise.Where;
import java.util.ArrayList;
import java.util.List;

/// Element-wise operators.
final class ElementwiseExport {
    private static final Location NOWHERE = new Location.Whole("type");

    private ElementwiseExport() {}

    static void write(ElementwiseOp op, Out out) {
        switch (op) {
            case Unary unary -> write(unary, out);
            case Binary binary -> write(binary, out);
            case Activation activation -> write(activation, out);
            case Where where -> out.yieldOf("Where", where.operands());
            case Clip clip -> write(clip, out);
            case Cast cast -> write(cast, out);
            case BitCast cast -> {
                out.since(26);
                out.yieldOf("BitCast", cast.operands(), Attribute.of("to", ElementTypes.number(cast.to(), NOWHERE)));
            }
            case IsInf isInf ->
                out.yieldOf(
                        "IsInf",
                        isInf.operands(),
                        Attribute.of("detect_negative", isInf.negative()),
                        Attribute.of("detect_positive", isInf.positive()));
        }
    }

    private static void write(Cast cast, Out out) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(Attribute.of("to", ElementTypes.number(cast.to(), NOWHERE)));
        if (!cast.saturate()) {
            attributes.add(Attribute.of("saturate", false));
        }
        if (cast.powers() != Rounding.CEIL) {
            out.since(24);
            attributes.add(Attribute.of("round_mode", cast.powers() == Rounding.FLOOR ? "down" : "nearest"));
        }
        out.yieldOf("Cast", cast.operands(), attributes.toArray(Attribute[]::new));
    }

    /// Bounds are scalars in ONNX.
    private static void write(Clip clip, Out out) {
        List<String> inputs = new ArrayList<>(List.of(out.name(clip.input())));
        if (clip.sides() == Clip.Sides.HIGH) {
            inputs.add("");
        }
        for (Value bound : clip.operands().subList(1, clip.operands().size())) {
            inputs.add(out.reshaped(bound, List.of()));
        }
        out.give("Clip", inputs);
    }

    private static void write(Activation activation, Out out) {
        List<Value> operands = activation.operands();
        switch (activation.curve()) {
            case Curve.LeakyRelu c -> out.yieldOf("LeakyRelu", operands, Attribute.of("alpha", c.alpha()));
            case Curve.Elu c -> out.yieldOf("Elu", operands, Attribute.of("alpha", c.alpha()));
            case Curve.Celu c -> out.yieldOf("Celu", operands, Attribute.of("alpha", c.alpha()));
            case Curve.Selu c ->
                out.yieldOf("Selu", operands, Attribute.of("alpha", c.alpha()), Attribute.of("gamma", c.gamma()));
            case Curve.HardSigmoid c ->
                out.yieldOf("HardSigmoid", operands, Attribute.of("alpha", c.alpha()), Attribute.of("beta", c.beta()));
            case Curve.ThresholdedRelu c -> out.yieldOf("ThresholdedRelu", operands, Attribute.of("alpha", c.alpha()));
            case Curve.Shrink c ->
                out.yieldOf("Shrink", operands, Attribute.of("lambd", c.lambda()), Attribute.of("bias", c.bias()));
            case Curve.Swish c -> {
                out.since(24);
                out.yieldOf("Swish", operands, Attribute.of("alpha", c.alpha()));
            }
        }
    }

    private static void write(Unary unary, Out out) {
        switch (unary.kind()) {
            case GELU -> out.yieldOf("Gelu", unary.operands());
            case GELU_TANH -> out.yieldOf("Gelu", unary.operands(), Attribute.of("approximate", "tanh"));
            default -> out.yieldOf(name(unary.kind()), unary.operands());
        }
    }

    private static String name(Unary.Kind kind) {
        return switch (kind) {
            case RELU -> "Relu";
            case SQRT -> "Sqrt";
            case NEG -> "Neg";
            case ABS -> "Abs";
            case SIGN -> "Sign";
            case CEIL -> "Ceil";
            case FLOOR -> "Floor";
            case ROUND -> "Round";
            case RECIPROCAL -> "Reciprocal";
            case EXP -> "Exp";
            case LOG -> "Log";
            case SIN -> "Sin";
            case COS -> "Cos";
            case TAN -> "Tan";
            case ASIN -> "Asin";
            case ACOS -> "Acos";
            case ATAN -> "Atan";
            case SINH -> "Sinh";
            case COSH -> "Cosh";
            case TANH -> "Tanh";
            case ASINH -> "Asinh";
            case ACOSH -> "Acosh";
            case ATANH -> "Atanh";
            case ERF -> "Erf";
            case SIGMOID -> "Sigmoid";
            case SOFTPLUS -> "Softplus";
            case SOFTSIGN -> "Softsign";
            case HARD_SWISH -> "HardSwish";
            case MISH -> "Mish";
            case GELU, GELU_TANH -> "Gelu";
            case NOT -> "Not";
            case BITWISE_NOT -> "BitwiseNot";
            case IS_NAN -> "IsNaN";
        };
    }

    private static void write(Binary binary, Out out) {
        List<Value> operands = binary.operands();
        switch (binary.kind()) {
            case MOD -> out.yieldOf("Mod", operands);
            case FMOD -> out.yieldOf("Mod", operands, Attribute.of("fmod", true));
            case SHIFT_LEFT -> out.yieldOf("BitShift", operands, Attribute.of("direction", "LEFT"));
            case SHIFT_RIGHT -> out.yieldOf("BitShift", operands, Attribute.of("direction", "RIGHT"));
            default -> out.yieldOf(name(binary.kind()), operands);
        }
    }

    private static String name(Binary.Kind kind) {
        return switch (kind) {
            case ADD -> "Add";
            case SUB -> "Sub";
            case MUL -> "Mul";
            case DIV -> "Div";
            case POW -> "Pow";
            case MOD, FMOD -> "Mod";
            case MIN -> "Min";
            case MAX -> "Max";
            case PRELU -> "PRelu";
            case AND -> "And";
            case OR -> "Or";
            case XOR -> "Xor";
            case EQUAL -> "Equal";
            case LESS -> "Less";
            case LESS_OR_EQUAL -> "LessOrEqual";
            case GREATER -> "Greater";
            case GREATER_OR_EQUAL -> "GreaterOrEqual";
            case SHIFT_LEFT, SHIFT_RIGHT -> "BitShift";
            case BITWISE_AND -> "BitwiseAnd";
            case BITWISE_OR -> "BitwiseOr";
            case BITWISE_XOR -> "BitwiseXor";
        };
    }
}
