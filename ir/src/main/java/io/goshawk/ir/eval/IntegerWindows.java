package io.goshawk.ir.eval;

import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.kernel.Convolution;
import io.goshawk.ir.integer.Conv;
import io.goshawk.ir.integer.WindowSum;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.window.Window;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Integer sums over windows, padded with any integer: what exceeds the padding is convolved with zeros
/// around it, and the padding's own share added.
final class IntegerWindows {
    private IntegerWindows() {}

    static IntTensor convolve(Conv op, IntTensor input, IntTensor weights) {
        return sum(op.window(), op.groups(), op.padding(), input, weights);
    }

    static IntTensor sum(WindowSum op, IntTensor input) {
        int channels = input.shape().extent(1);
        List<Integer> extents = new ArrayList<>(List.of(channels, 1));
        extents.addAll(op.kernel());
        Shape shape = new Shape(extents);
        long[] ones = new long[shape.size()];
        Arrays.fill(ones, 1);
        return sum(op.window(), channels, op.padding(), input, IntTensor.of(shape, ones));
    }

    private static IntTensor sum(Window window, int groups, BigInteger padding, IntTensor input, IntTensor weights) {
        if (padding.signum() == 0 || !window.isPadded()) {
            return Convolution.exactly(window, groups, input, weights);
        }
        IntTensor excess = Convolution.exactly(window, groups, plus(input, padding.negate()), weights);
        return plus(excess, shares(weights, padding));
    }

    /// {@return what a window of nothing but `padding` gives for each output}
    private static List<BigInteger> shares(IntTensor weights, BigInteger padding) {
        int outputs = weights.shape().extent(0);
        int depth = weights.shape().stride(0);
        List<BigInteger> shares = new ArrayList<>();
        for (int output = 0; output < outputs; output++) {
            BigInteger sum = BigInteger.ZERO;
            for (int k = 0; k < depth; k++) {
                sum = sum.add(weights.bigAt(output * depth + k));
            }
            shares.add(sum.multiply(padding));
        }
        return shares;
    }

    /// {@return the elements of `sums`, to each channel of which its own of `addends` is added}
    private static IntTensor plus(IntTensor sums, List<BigInteger> addends) {
        int plane = sums.shape().stride(1);
        boolean fits = isSmall(sums.hull().magnitude()) && addends.stream().allMatch(IntegerWindows::isSmall);
        if (!fits) {
            List<BigInteger> result = new ArrayList<>();
            for (int i = 0; i < sums.shape().size(); i++) {
                result.add(sums.bigAt(i).add(addends.get(i / plane % addends.size())));
            }
            return IntTensor.of(sums.shape(), result);
        }
        long[] result = sums.toLongs();
        for (int from = 0; from < result.length; from += plane) {
            long addend = addends.get(from / plane % addends.size()).longValue();
            for (int i = from; i < from + plane; i++) {
                result[i] += addend;
            }
        }
        return IntTensor.of(sums.shape(), result);
    }

    private static boolean isSmall(BigInteger number) {
        return number.bitLength() < Long.SIZE - 2;
    }

    private static IntTensor plus(IntTensor tensor, BigInteger addend) {
        return plus(tensor, Collections.nCopies(tensor.shape().extent(1), addend));
    }
}
