package io.goshawk.ir.eval.onnx.spatial;

import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.kernel.Convolution;
import io.goshawk.ir.onnx.spatial.ConvTranspose;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.window.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// What a transposed convolution means: a convolution, with mirrored weights, of the input with zeros
/// in between.
public final class TransposedConvolution {
    private TransposedConvolution() {}

    /// {@return what `op` makes of `data` and `weights`}
    public static Tensor convolve(ConvTranspose op, Tensor data, Tensor weights) {
        Shape shape = op.resultType().shape();
        if (shape.size() == 0 || data.shape().size() == 0) {
            return Movements.gather(data, shape, zeros(shape.size()));
        }
        Window window = op.window();
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int axis = 0; axis < window.rank(); axis++) {
            int reach =
                    (weights.shape().extent(axis + 2) - 1) * window.dilations().get(axis);
            before.add(reach - window.before().get(axis));
            after.add(reach - window.after().get(axis) + op.more().get(axis));
        }
        Window turned = new Window(Collections.nCopies(window.rank(), 1), window.dilations(), before, after);
        Tensor mirrored = mirrored(weights, op.groups());
        return Convolution.of(turned, op.groups(), spread(data, window.strides()), mirrored, op.resultType());
    }

    private static int[] zeros(int size) {
        int[] from = new int[size];
        Arrays.fill(from, -1);
        return from;
    }

    /// {@return `data` with `strides - 1` zeros between neighbours}
    private static Tensor spread(Tensor data, List<Integer> strides) {
        Shape own = data.shape();
        List<Integer> extents = new ArrayList<>(own.extents());
        for (int axis = 0; axis < strides.size(); axis++) {
            int steps = Math.multiplyExact(own.extent(axis + 2) - 1, strides.get(axis));
            extents.set(axis + 2, Math.addExact(steps, 1));
        }
        Shape shape = new Shape(extents);
        int[] from = zeros(shape.size());
        for (int i = 0; i < own.size(); i++) {
            int place = 0;
            for (int axis = 0; axis < own.rank(); axis++) {
                int step = axis < 2 ? 1 : strides.get(axis - 2);
                place = place * shape.extent(axis) + i / own.stride(axis) % own.extent(axis) * step;
            }
            from[place] = i;
        }
        return Movements.gather(data, shape, from);
    }

    /// {@return weights `[c, m / groups, …]` as those of a convolution, `[m, c / groups, …]`, their
    /// taps back to front}
    private static Tensor mirrored(Tensor weights, int groups) {
        Shape own = weights.shape();
        int inputs = own.extent(0) / groups;
        int outputs = own.extent(1);
        int taps = own.stride(1);
        List<Integer> extents = new ArrayList<>(own.extents());
        extents.set(0, outputs * groups);
        extents.set(1, inputs);
        Shape shape = new Shape(extents);
        int[] from = new int[shape.size()];
        for (int i = 0; i < from.length; i++) {
            int output = i / (inputs * taps);
            int input = output / outputs * inputs + i / taps % inputs;
            from[i] = (input * outputs + output % outputs) * taps + (taps - 1 - i % taps);
        }
        return weights.gather(shape, from);
    }
}
