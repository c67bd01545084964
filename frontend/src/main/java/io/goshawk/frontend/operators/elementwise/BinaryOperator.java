package io.goshawk.frontend.operators.elementwise;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;

/// An operator of two tensors that broadcast. Integers wrap at their width, those of shapes too.
record BinaryOperator(Binary.Kind kind) implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        return node.result(new Binary(node.emit(checkedLeft(node, kind)), node.emit(checkedRight(node, kind)), kind));
    }

    /// {@return the left operand of `kind`, whose type it takes}
    static Usable checkedLeft(OnnxNode node, Binary.Kind kind) {
        return checked(node, 0, kind);
    }

    /// {@return the right operand of `kind`, whose type goes with that of the left one; no zero that divides}
    static Usable checkedRight(OnnxNode node, Binary.Kind kind) {
        Usable right = checked(node, 1, kind);
        if (right instanceof Known known && divides(kind)) {
            checkDivisor(known.data(), node);
        }
        Usable left = node.input(0);
        boolean alike = left.type().element().equals(right.type().element());
        if (!alike && kind != Binary.Kind.POW) {
            throw node.because(
                            Code.UNSUPPORTED_FEATURE,
                            node.type() + " of " + left.type().element() + " and "
                                    + right.type().element() + ": both operands should be of one type")
                    .hint("cast one of the two in the model");
        }
        return right;
    }

    private static Usable checked(OnnxNode node, int index, Binary.Kind kind) {
        Usable operand = node.input(index);
        if (!kind.domain().accepts(operand.type().element())) {
            throw node.because(
                            Code.UNSUPPORTED_FEATURE,
                            node.type() + " of " + operand.type().element() + ": it takes " + kind.domain())
                    .hint("cast the operand in the model");
        }
        return operand;
    }

    private static boolean divides(Binary.Kind kind) {
        return kind == Binary.Kind.DIV || kind == Binary.Kind.MOD || kind == Binary.Kind.FMOD;
    }

    private static void checkDivisor(Tensor divisor, OnnxNode node) {
        for (int i = 0; i < divisor.shape().size(); i++) {
            boolean isZero = switch (divisor) {
                case FloatTensor floats -> floats.at(i) == 0;
                case IntTensor integers -> integers.bigAt(i).signum() == 0;
                case Tensor reals -> throw new IllegalStateException("no constant holds " + reals);
            };
            if (isZero) {
                throw node.because(
                                Code.BAD_TENSOR_DATA, "the divisor \"" + node.inputName(1) + "\" is zero at place " + i)
                        .hint("a division by zero has no value: correct the constant");
            }
        }
    }
}
