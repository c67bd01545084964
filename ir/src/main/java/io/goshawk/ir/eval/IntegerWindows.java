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
        int plane = excess.shape().stride(1);
        List<BigInteger> result = new ArrayList<>();
        for (int i = 0; i < excess.shape().size(); i++) {
            result.add(excess.bigAt(i).add(shares.get(i / plane % outputs)));
        }
        return IntTensor.of(excess.shape(), result);
    }

    private static IntTensor plus(IntTensor tensor, BigInteger addend) {
        return IntTensor.of(
                tensor.shape(), tensor.toBigs().stream().map(addend::add).toList());
    }
}
