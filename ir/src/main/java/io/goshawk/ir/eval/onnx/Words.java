package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Integers of up to 64 bits as the words that a machine computes with, modulo 2^64.
final class Words {
    private static final BigInteger ALL = BigInteger.ONE.shiftLeft(Long.SIZE);

    private Words() {}

    /// {@return the elements of `tensor` modulo 2^64}
    static long[] of(IntTensor tensor) {
        if (tensor.fitsLong()) {
            return tensor.toLongs();
        }
        return tensor.toBigs().stream().mapToLong(BigInteger::longValue).toArray();
    }

    /// {@return `words` wrapped to the width of `type`}
    static IntTensor wrapped(Shape shape, IntType type, long[] words) {
        if (type.bits() > Long.SIZE) {
            throw new IllegalArgumentException(type + " is wider than a word");
        }
        int drop = Long.SIZE - type.bits();
        if (type.signed() || drop > 0) {
            long[] values = new long[words.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = type.signed() ? words[i] << drop >> drop : words[i] << drop >>> drop;
            }
            return IntTensor.of(shape, values);
        }
        List<BigInteger> values = new ArrayList<>();
        for (long word : words) {
            BigInteger value = BigInteger.valueOf(word);
            values.add(word < 0 ? value.add(ALL) : value);
        }
        return IntTensor.of(shape, values);
    }

    /// {@return the low 64 bits of element `index`: the element itself where it is signed or narrower}
    static long at(IntTensor integers, int index) {
        return integers.fitsLong() ? integers.at(index) : integers.bigAt(index).longValue();
    }

    /// {@return `number` truncated toward zero and clamped to what `type` holds, NaN giving 0}
    static long truncated(double number, IntType type) {
        if (!type.signed() && type.bits() == Long.SIZE) {
            return unsigned(number);
        }
        long low = type.range().min().longValueExact();
        return Math.clamp((long) number, low, type.range().max().longValueExact());
    }

    private static long unsigned(double number) {
        if (number >= 0x1p64) {
            return -1;
        }
        return number >= 0x1p63 ? (long) (number - 0x1p63) + Long.MIN_VALUE : Math.max(0, (long) number);
    }
}
