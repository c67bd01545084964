package io.goshawk.passes.integer;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.Conv;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.quant.ConvTranspose;
import io.goshawk.ir.shape.Concat;
import io.goshawk.ir.shape.Pick;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.window.Window;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// A transposed convolution as plain ones, one for each phase of its strides, their results interleaved:
/// no product with an inserted zero is computed.
///
/// Along an axis with the stride `s`, place `f = q * s + r` of the uncropped result is the sum over `j` of
/// `x[q - j] * w[r + s * j]`: for each `r` a convolution with every `s`-th tap, back to front.
final class TransposedConvolution {
    private final IntegerEmitter emitter;
    private final ConvTranspose op;
    private final Value input;
    private final Weights weights;
    private final Location at;
    private final int rank;

    /// @param input whose integer 0 is the real 0
    TransposedConvolution(IntegerEmitter emitter, ConvTranspose op, Value input, Weights weights, Location at) {
        this.emitter = emitter;
        this.op = op;
        this.input = input;
        this.weights = weights;
        this.at = at;
        this.rank = op.window().rank();
    }

    /// {@return the sums}
    Value value() {
        int phases = op.window().strides().stream().reduce(1, Math::multiplyExact);
        List<Value> parts = new ArrayList<>();
        for (int phase = 0; phase < phases; phase++) {
            parts.add(phase(phase));
        }
        Value woven = parts.getFirst();
        // The innermost axis first: its phases are neighbours.
        for (int axis = rank - 1; axis >= 0; axis--) {
            parts = joined(parts, axis);
            woven = parts.getFirst();
        }
        List<Integer> extents = new ArrayList<>(
                List.of(input.shape().extent(0), op.resultType().shape().extent(1)));
        for (int axis = 0; axis < rank; axis++) {
            extents.add(places(axis) * stride(axis));
        }
        return cropped(emitter.add(new Reshape(woven, new Shape(extents)), at));
    }

    private int stride(int axis) {
        return op.window().strides().get(axis);
    }

    /// {@return how many places each phase has along `axis`}
    private int places(int axis) {
        int uncropped = op.window().before().get(axis) + op.resultType().shape().extent(axis + 2);
        return Math.max(Math.ceilDiv(uncropped, stride(axis)), input.shape().extent(axis + 2));
    }

    /// {@return the phase with the given row-major number, `[n, m, q0, 1, q1, 1, …]`}
    private Value phase(int number) {
        int[] first = new int[rank];
        int rest = number;
        for (int axis = rank - 1; axis >= 0; axis--) {
            first[axis] = rest % stride(axis);
            rest /= stride(axis);
        }
        List<Integer> taps = new ArrayList<>();
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            int extent = op.weights().shape().extent(axis + 2);
            int count = Math.max(1, Math.ceilDiv(extent - first[axis], stride(axis)));
            taps.add(count);
            before.add(count - 1);
            after.add(places(axis) - input.shape().extent(axis + 2));
        }
        IntTensor kernel = kernel(first, taps);
        Value constant = emitter.add(new Constant(kernel, weights.element()), at);
        List<Integer> ones = Collections.nCopies(rank, 1);
        Window window = new Window(ones, ones, before, after);
        Conv wide = new Conv(input, constant, window, op.groups(), BigInteger.ZERO, IntegerEmitter.WIDE);
        Value sums = emitter.addNarrowed(wide, wide::withAccumulator, at);
        List<Integer> apart =
                new ArrayList<>(List.of(sums.shape().extent(0), sums.shape().extent(1)));
        for (int axis = 0; axis < rank; axis++) {
            apart.addAll(List.of(sums.shape().extent(axis + 2), 1));
        }
        return emitter.add(new Reshape(sums, new Shape(apart)), at);
    }

    /// {@return the taps `first + stride * j`, back to front, as weights `[m, c / groups, …]`}
    private IntTensor kernel(int[] first, List<Integer> taps) {
        Shape own = weights.integers().shape();
        int inputs = own.extent(0) / op.groups();
        int outputs = own.extent(1);
        List<Integer> extents = new ArrayList<>(List.of(outputs * op.groups(), inputs));
        extents.addAll(taps);
        Shape shape = new Shape(extents);
        BigInteger[] result = new BigInteger[shape.size()];
        for (int i = 0; i < result.length; i++) {
            int output = i / shape.stride(0);
            int channel = output / outputs * inputs + i / shape.stride(1) % inputs;
            int tap = tap(i % shape.stride(1), first, taps, own);
            int map = channel * outputs + output % outputs;
            result[i] = tap < 0 ? BigInteger.ZERO : weights.integers().bigAt(map * own.stride(1) + tap);
        }
        return IntTensor.of(shape, Arrays.asList(result));
    }

    /// {@return which tap of the transposed kernel tap `number` of a phase is, row-major; -1 for none}
    private int tap(int number, int[] first, List<Integer> taps, Shape own) {
        int tap = 0;
        int rest = number;
        int stride = 1;
        for (int axis = rank - 1; axis >= 0; axis--) {
            int back = taps.get(axis) - 1 - rest % taps.get(axis);
            int along = first[axis] + stride(axis) * back;
            if (along >= own.extent(axis + 2)) {
                return -1;
            }
            tap += along * stride;
            stride *= own.extent(axis + 2);
            rest /= taps.get(axis);
        }
        return tap;
    }

    /// {@return the phases of `axis` side by side}
    private List<Value> joined(List<Value> parts, int axis) {
        int count = stride(axis);
        if (count == 1) {
            return parts;
        }
        return IntStream.range(0, parts.size() / count)
                .mapToObj(i -> emitter.add(new Concat(parts.subList(i * count, (i + 1) * count), 3 + 2 * axis), at))
                .toList();
    }

    private Value cropped(Value uncropped) {
        Value value = uncropped;
        for (int axis = 0; axis < rank; axis++) {
            int first = op.window().before().get(axis);
            int extent = op.resultType().shape().extent(axis + 2);
            if (first > 0 || extent < value.shape().extent(axis + 2)) {
                List<Integer> kept =
                        IntStream.range(first, first + extent).boxed().toList();
                value = emitter.add(new Pick(value, axis + 2, kept), at);
            }
        }
        return value;
    }

    /// {@return what the sums stand for}
    ///
    /// @param scale of the input
    Affine meaning(Real scale) {
        List<Real> scales = IntStream.range(0, op.resultType().shape().extent(1))
                .mapToObj(output -> scale.times(
                        weights.scales().at(output % op.weights().shape().extent(1))))
                .toList();
        return new Affine(Coefficients.of(1, scales), Coefficients.of(Dyadic.ZERO));
    }
}
