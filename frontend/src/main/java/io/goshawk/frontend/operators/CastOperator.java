package io.goshawk.frontend.operators;

import io.goshawk.frontend.model.ElementTypes;
import io.goshawk.frontend.operators.Imported.Flowing;
import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Cast. Known tensors are converted; at run time only a cast between floats of 32 bits or more is understood,
/// and dropped: arithmetic is exact, so it has nothing to round.
final class CastOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        if (!node.attributes().has("to")) {
            throw node.because(Code.BAD_ATTRIBUTE, "Cast has no attribute to");
        }
        int number = Math.toIntExact(node.attributes().integer("to", 0));
        ElementType to = ElementTypes.element(number, node.at(), "the result");
        Usable input = node.input(0);
        return switch (input) {
            case Known known -> node.known(convert(known.data(), to, node));
            case Flowing flowing -> {
                if (!input.type().element().equals(to) && !(isWide(input.type().element()) && isWide(to))) {
                    throw node.because(
                                    Code.UNSUPPORTED_FEATURE,
                                    "a cast at run time from " + input.type().element() + " to " + to)
                            .hint("only casts between f32 and f64 are understood here");
                }
                yield flowing;
            }
        };
    }

    private static boolean isWide(ElementType type) {
        return type == FloatType.F32 || type == FloatType.F64;
    }

    private static Tensor convert(Tensor data, ElementType to, OnnxNode node) {
        double[] reals = IntStream.range(0, data.shape().size())
                .mapToDouble(i -> data instanceof FloatTensor floats ? floats.at(i) : ((IntTensor) data).at(i))
                .toArray();
        return switch (to) {
            case FloatType type -> FloatTensor.of(data.shape(), type, rounded(reals, type));
            case IntType type when data instanceof IntTensor integers -> checked(integers, type, node);
            case IntType type -> checked(truncated(data, reals, node), type, node);
            case ElementType _ -> throw new IllegalStateException("ONNX has no other element types");
        };
    }

    private static double[] rounded(double[] values, FloatType type) {
        double[] result = values.clone();
        for (int i = 0; i < result.length; i++) {
            float single = (float) values[i];
            result[i] = switch (type) {
                default -> type.round(values[i]);
            };
        }
        return result;
    }

    /// Rounds to nearest, ties to even, by carrying into the upper half of the bits.
    private static float bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return Float.intBitsToFloat((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff_0000);
    }

    private static IntTensor truncated(Tensor data, double[] values, OnnxNode node) {
        long[] integers = new long[values.length];
        for (int i = 0; i < integers.length; i++) {
            if (!(Math.abs(values[i]) < 0x1p63)) {
                throw node.because(
                        Code.BAD_TENSOR_DATA, values[i] + " at place " + i + " has no integer to be cast to");
            }
            integers[i] = (long) values[i];
        }
        return IntTensor.of(data.shape(), integers);
    }

    private static IntTensor checked(IntTensor integers, IntType type, OnnxNode node) {
        // ONNX casts to bool by asking for nonzero.
        if (type.equals(IntType.u(1))) {
            return IntTensor.of(
                    integers.shape(),
                    Arrays.stream(integers.toLongs()).map(x -> x == 0 ? 0 : 1).toArray());
        }
        if (!type.range().contains(integers.hull())) {
            throw node.because(Code.BAD_TENSOR_DATA, "elements in " + integers.hull() + " do not fit " + type);
        }
        return integers;
    }
}
