package io.goshawk.frontend.operators;

import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.ir.Broadcast;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import java.util.stream.IntStream;

/// Add, Sub, Mul, Div and Pow. On known integers they are shape arithmetic and evaluated here.
record Elementwise(Binary.Kind kind) implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        Usable left = node.input(0);
        Usable right = node.input(1);
        if (kind == Binary.Kind.POW && right instanceof Known(IntTensor exponents, var _, var at)) {
            right = new Known(asFloats(exponents), at);
        }
        if (left instanceof Known(IntTensor l, var _, var _) && right instanceof Known(IntTensor r, var _, var _)) {
            return node.known(fold(l, r, node));
        }
        if (!(left.type().element() instanceof FloatType) || !(right.type().element() instanceof FloatType)) {
            throw node.because(
                            Code.UNSUPPORTED_FEATURE,
                            node.type() + " of " + left.type().element() + " and "
                                    + right.type().element() + ": run-time arithmetic is on floats only")
                    .hint("cast both operands to float in the model");
        }
        if (kind == Binary.Kind.DIV && right instanceof Known(FloatTensor divisor, var _, var _)) {
            checkDivisor(divisor, node);
        }
        return node.result(new Binary(node.emit(left), node.emit(right), kind));
    }

    private static void checkDivisor(FloatTensor divisor, OnnxNode node) {
        for (int i = 0; i < divisor.shape().size(); i++) {
            if (divisor.at(i) == 0) {
                throw node.because(
                                Code.BAD_TENSOR_DATA, "the divisor \"" + node.inputName(1) + "\" is zero at place " + i)
                        .hint("a division by zero has no exact value: correct the constant");
            }
        }
    }

    private static FloatTensor asFloats(IntTensor integers) {
        double[] values = IntStream.range(0, integers.shape().size())
                .mapToDouble(integers::at)
                .toArray();
        return FloatTensor.of(integers.shape(), FloatType.F64, values);
    }

    private IntTensor fold(IntTensor left, IntTensor right, OnnxNode node) {
        Shape shape = Broadcast.of(left.shape(), right.shape());
        Extents.checkMadeUp(shape, node.at());
        int[] l = Broadcast.indices(left.shape(), shape);
        int[] r = Broadcast.indices(right.shape(), shape);
        return IntTensor.of(
                shape,
                IntStream.range(0, shape.size())
                        .mapToLong(i -> evaluate(left.at(l[i]), right.at(r[i]), node))
                        .toArray());
    }

    private long evaluate(long left, long right, OnnxNode node) {
        return switch (kind) {
            case ADD -> Math.addExact(left, right);
            case SUB -> Math.subtractExact(left, right);
            case MUL -> Math.multiplyExact(left, right);
            case DIV -> {
                if (right == 0) {
                    throw node.because(Code.BAD_TENSOR_DATA, "shape arithmetic divides " + left + " by zero");
                }
                yield left / right;
            }
            case POW -> throw new IllegalStateException("the exponent was made a float");
        };
    }
}
