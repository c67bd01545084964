package io.goshawk.ir.eval.nonlinear;

import io.goshawk.ir.integer.Normalize;
import io.goshawk.ir.integer.NormalizeForm;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.Arrays;

/// Integer normalisation, row by row: in longs where the widths prove that nothing overflows, else in
/// BigIntegers.
public final class NormalizeRows {
    private NormalizeRows() {}

    /// {@return what `op` makes of `input`}
    /// @throws IllegalStateException if an element leaves the interval, or a row's squares the root
    public static IntTensor of(Normalize op, IntTensor input) {
        if (input.shape().size() > 0 && !op.interval().contains(input.hull())) {
            throw new IllegalStateException(input.hull() + " leaves " + op.interval());
        }
        int length = op.input().shape().last();
        boolean primitive = op.form().bits(op.law().centred(), op.interval(), length) <= 62
                && Quotients.fits(op.law().clamp());
        return primitive ? longs(op, input, length) : bigs(op, input, length);
    }

    /// {@return the same in BigIntegers: the law that the other path is held to}
    static IntTensor bigs(Normalize op, IntTensor input, int length) {
        BigInteger[] result = new BigInteger[input.shape().size()];
        for (int start = 0; start < result.length; start += length) {
            row(op, input, start, length, result);
        }
        return IntTensor.of(input.shape(), Arrays.asList(result));
    }

    private static void row(Normalize op, IntTensor input, int start, int length, BigInteger[] result) {
        NormalizeForm form = op.form();
        boolean centred = op.law().centred();
        BigInteger n = centred ? BigInteger.valueOf(length) : BigInteger.ONE;
        BigInteger sum = BigInteger.ZERO;
        BigInteger squares = BigInteger.ZERO;
        for (int i = 0; i < length; i++) {
            BigInteger x =
                    centred ? input.bigAt(start + i) : input.bigAt(start + i).subtract(form.zero());
            sum = sum.add(x);
            squares = squares.add(x.multiply(x));
            result[start + i] = x;
        }
        BigInteger spread = centred ? n.multiply(squares).subtract(sum.multiply(sum)) : squares;
        BigInteger most = spread.add(form.leastEpsilon());
        int places = places(form, most.bitLength());
        BigInteger epsilon = form.epsilon().shiftLeft(places).shiftRight(form.guard());
        BigInteger root = spread.shiftLeft(places).add(epsilon).sqrt();
        int k = form.reciprocalPlaces();
        BigInteger factor = BigInteger.ONE.shiftLeft(k).add(root.shiftRight(1)).divide(root);
        int drop = k - form.fraction() - places / 2;
        for (int i = 0; i < length; i++) {
            BigInteger d = n.multiply(result[start + i]).subtract(centred ? sum : BigInteger.ZERO);
            BigInteger u = rounded(d.multiply(factor), drop);
            BigInteger y = u.multiply(form.gain().bigAt(i)).add(form.bias().bigAt(i));
            result[start + i] = op.law().clamp().clamp(rounded(y, form.shift()));
        }
    }

    private static BigInteger rounded(BigInteger value, int shift) {
        return value.add(BigInteger.ONE.shiftLeft(shift - 1)).shiftRight(shift);
    }

    /// {@return the largest even number of places that leaves a number of `bits` bits within the root's
    ///     argument}
    private static int places(NormalizeForm form, int bits) {
        if (bits > form.rootBits()) {
            throw new IllegalStateException("a row's squares have " + bits + " bits");
        }
        return (form.rootBits() - bits) & ~1;
    }

    private static IntTensor longs(Normalize op, IntTensor input, int length) {
        long[] x = input.toLongs();
        long[] gain = op.form().gain().toLongs();
        long[] bias = op.form().bias().toLongs();
        for (int start = 0; start < x.length; start += length) {
            row(op, x, start, gain, bias);
        }
        return IntTensor.of(input.shape(), x);
    }

    private static void row(Normalize op, long[] x, int start, long[] gain, long[] bias) {
        NormalizeForm form = op.form();
        boolean centred = op.law().centred();
        int length = gain.length;
        long n = centred ? length : 1;
        long zero = centred ? 0 : form.zero().longValueExact();
        long sum = 0;
        long squares = 0;
        for (int i = start; i < start + length; i++) {
            x[i] -= zero;
            sum += x[i];
            squares += x[i] * x[i];
        }
        long spread = centred ? n * squares - sum * sum : squares;
        long epsilon = form.epsilon().longValueExact();
        long most = spread + (epsilon >> form.guard()) + 1;
        int places = places(form, Long.SIZE - Long.numberOfLeadingZeros(most));
        int more = places - form.guard();
        long root = Quotients.sqrt((spread << places) + (more < 0 ? epsilon >> -more : epsilon << more));
        int k = form.reciprocalPlaces();
        long factor = ((1L << k) + (root >> 1)) / root;
        int drop = k - form.fraction() - places / 2;
        long mean = centred ? sum : 0;
        IntRange clamp = op.law().clamp();
        long min = clamp.min().longValueExact();
        long max = clamp.max().longValueExact();
        for (int i = 0; i < length; i++) {
            long u = ((n * x[start + i] - mean) * factor + (1L << (drop - 1))) >> drop;
            long y = (u * gain[i] + bias[i] + (1L << (form.shift() - 1))) >> form.shift();
            x[start + i] = Math.clamp(y, min, max);
        }
    }
}
