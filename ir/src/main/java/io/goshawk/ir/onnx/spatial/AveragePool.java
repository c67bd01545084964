package io.goshawk.ir.onnx.spatial;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.window.Window;
import io.goshawk.ir.window.Windows;
import java.util.List;

/// ONNX AveragePool of `[n, c, …]`: the sum of what the window meets, divided by how much that is.
///
/// @param kernel the extents of the window
/// @param beyond how much of the padding behind the map was only added for the last window
///     (`ceil_mode`); never counted
/// @param countsPadding whether the other padding counts as zeros, instead of not at all
public record AveragePool(Value input, List<Integer> kernel, Window window, List<Integer> beyond, boolean countsPadding)
        implements SpatialOp {
    public AveragePool {
        kernel = List.copyOf(kernel);
        beyond = List.copyOf(beyond);
        Windows.checkPool(input.shape(), kernel, window, !countsPadding);
        if (beyond.size() != kernel.size() || beyond.stream().anyMatch(extent -> extent < 0)) {
            throw new IllegalArgumentException("no window of " + kernel + " reaches " + beyond + " beyond");
        }
    }

    /// {@return how many taps of a window at `place` along `axis` count}
    public int counted(int axis, int place) {
        int extent = input.shape().extent(axis + 2);
        int taps = kernel.get(axis);
        return countsPadding
                ? window.endTap(axis, place, extent + window.after().get(axis) - beyond.get(axis), taps)
                : window.endTap(axis, place, extent, taps) - window.firstTap(axis, place);
    }

    /// {@return how many taps of the window count, wherever it stands; row-major}
    public long[] counts() {
        Shape maps = resultType().shape();
        long[] counts = new long[maps.stride(1)];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = 1;
            int rest = i;
            for (int axis = kernel.size() - 1; axis >= 0; axis--) {
                counts[i] *= counted(axis, rest % maps.extent(axis + 2));
                rest /= maps.extent(axis + 2);
            }
        }
        return counts;
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public AveragePool withOperands(List<Value> operands) {
        return new AveragePool(operands.getFirst(), kernel, window, beyond, countsPadding);
    }

    @Override
    public TensorType resultType() {
        return input.type().withShape(Windows.pooled(input.shape(), kernel, window));
    }
}
