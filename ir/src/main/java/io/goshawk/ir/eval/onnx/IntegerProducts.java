package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.Shape;
import io.goshawk.ir.onnx.quantization.ConvInteger;
import io.goshawk.ir.onnx.quantization.MatMulInteger;
import io.goshawk.ir.onnx.spatial.Window;
import io.goshawk.ir.tensor.IntTensor;
import java.util.List;
import java.util.stream.IntStream;

/// Products of integers whose sums wrap at 32 bits, as those of Java's ints do.
final class IntegerProducts {
    private IntegerProducts() {}

    static IntTensor matmul(MatMulInteger op, List<IntTensor> in) {
        Shape a = in.get(0).shape();
        Shape b = in.get(1).shape();
        Shape shape = op.resultType().shape();
        int[] left = centred(in.get(0), in.get(2));
        int[] right = centred(in.get(1), in.get(3));
        int rows = a.extent(a.rank() - 2);
        int depth = a.last();
        int columns = b.last();
        Shape batch = MatMulInteger.batch(shape);
        int[] leftOf = Broadcast.indices(MatMulInteger.batch(a), batch);
        int[] rightOf = Broadcast.indices(MatMulInteger.batch(b), batch);
        int[] result = new int[shape.size()];
        IntStream.range(0, batch.size() * rows).parallel().forEach(line -> {
            int matrix = line / rows;
            int from = (leftOf[matrix] * rows + line % rows) * depth;
            addRow(left, from, right, rightOf[matrix] * depth * columns, depth, columns, result, line * columns);
        });
        return IntTensor.ofInts(shape, result);
    }

    /// Adds a row of one matrix times another matrix to a row of the result.
    private static void addRow(
            int[] left, int from, int[] right, int start, int depth, int columns, int[] result, int to) {
        for (int k = 0; k < depth; k++) {
            int factor = left[from + k];
            int row = start + k * columns;
            for (int column = 0; column < columns; column++) {
                result[to + column] += factor * right[row + column];
            }
        }
    }

    static IntTensor convolve(ConvInteger op, List<IntTensor> in) {
        Shape data = in.get(0).shape();
        Shape kernel = in.get(1).shape();
        Shape shape = op.resultType().shape();
        int[] input = centred(in.get(0), in.get(2));
        int[] weights = centred(in.get(1), in.get(3));
        int places = shape.stride(1);
        int taps = kernel.stride(0);
        int filters = kernel.extent(0) / op.groups();
        int[][] sources = sources(op.window(), data, kernel, shape);
        int[] result = new int[shape.size()];
        IntStream.range(0, shape.extent(0) * shape.extent(1)).parallel().forEach(plane -> {
            int filter = plane % shape.extent(1);
            int base = plane / shape.extent(1) * data.stride(0)
                    + filter / filters * kernel.extent(1) * data.stride(1);
            for (int tap = 0; tap < taps; tap++) {
                int weight = weights[filter * taps + tap];
                int channel = base + tap / kernel.stride(1) * data.stride(1);
                int[] from = sources[tap % kernel.stride(1)];
                for (int place = 0; place < places; place++) {
                    if (from[place] >= 0) {
                        result[plane * places + place] += weight * input[channel + from[place]];
                    }
                }
            }
        });
        return IntTensor.ofInts(shape, result);
    }

    /// {@return for each tap of a kernel and each place, which element of a map it meets; -1 for padding}
    private static int[][] sources(Window window, Shape data, Shape kernel, Shape shape) {
        int[][] sources = new int[kernel.stride(1)][shape.stride(1)];
        for (int tap = 0; tap < sources.length; tap++) {
            for (int place = 0; place < sources[tap].length; place++) {
                sources[tap][place] = source(window, data, kernel, shape, tap, place);
            }
        }
        return sources;
    }

    private static int source(Window window, Shape data, Shape kernel, Shape shape, int tap, int place) {
        int from = 0;
        for (int axis = 0; axis < window.rank(); axis++) {
            int step = place / shape.stride(axis + 2) % shape.extent(axis + 2);
            int offset = tap / kernel.stride(axis + 2) % kernel.extent(axis + 2);
            int at = step * window.strides().get(axis)
                    + offset * window.dilations().get(axis)
                    - window.before().get(axis);
            if (at < 0 || at >= data.extent(axis + 2)) {
                return -1;
            }
            from += at * data.stride(axis + 2);
        }
        return from;
    }

    private static int[] centred(IntTensor data, IntTensor zeroPoint) {
        int[] zeros = Broadcast.indices(zeroPoint.shape(), data.shape());
        int[] zero = zeroPoint.asInts();
        int[] values = data.asInts().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] -= zero[zeros[i]];
        }
        return values;
    }
}
