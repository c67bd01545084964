package io.goshawk.ir.eval.kernel;

import java.util.Arrays;
import java.util.List;

/// The input of a convolution as a matrix: a column for each place of the result (all batches), a row for each
/// input channel of one group and each place of the kernel. Only the piece asked for is ever written out.
final class Patches implements Gemm.Panel {
    private final ConvolutionGeometry geometry;
    private final double[] data;
    private final int firstChannel;
    private final int[] input;
    private final int[] output;
    private final int[] kernel;
    private final int[] strides;
    private final int[] dilations;
    private final int[] pads;
    private final int places;
    private final int plane;
    private final int outputPlane;

    /// @param data the input, row-major
    Patches(ConvolutionGeometry geometry, double[] data, int group) {
        this.geometry = geometry;
        this.data = data;
        this.firstChannel = group * (geometry.inChannels() / geometry.groups());
        this.input = ints(geometry.input());
        this.output = ints(geometry.output());
        this.kernel = ints(geometry.kernel());
        this.strides = ints(geometry.window().strides());
        this.dilations = ints(geometry.window().dilations());
        this.pads = ints(geometry.window().before());
        this.places = Arrays.stream(kernel).reduce(1, (a, b) -> a * b);
        this.plane = geometry.inputPlane();
        this.outputPlane = geometry.outputPlane();
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    int columns() {
        return Math.multiplyExact(geometry.batch(), outputPlane);
    }

    @Override
    public void fill(double[][] rows, int into, int depth, int column, int count) {
        for (int i = 0; i < into; i++) {
            fillRow(rows[i], depth + i, column, count);
        }
    }

    private void fillRow(double[] row, int depth, int column, int count) {
        int[] shift = shifts(depth % places);
        int channel = firstChannel + depth / places;
        int last = output.length - 1;
        int width = last < 0 ? 1 : output[last];
        for (int j = 0; j < count; ) {
            int place = (column + j) % outputPlane;
            int run = Math.min(width - place % width, count - j);
            int line = line(place / width, shift);
            if (line < 0) {
                Arrays.fill(row, j, j + run, 0.0);
            } else {
                int image = (column + j) / outputPlane * geometry.inChannels() + channel;
                int from = image * plane + line;
                copy(row, j, run, from, last < 0 ? 0 : place % width * strides[last] + shift[last]);
            }
            j += run;
        }
    }

    /// {@return which element of the input stands in row `depth` and column `column`, -1 for a zero of the
    ///     padding}
    int source(int depth, int column) {
        int[] shift = shifts(depth % places);
        int place = column % outputPlane;
        int last = output.length - 1;
        int width = last < 0 ? 1 : output[last];
        int line = line(place / width, shift);
        int at = last < 0 ? 0 : place % width * strides[last] + shift[last];
        if (line < 0 || at < 0 || (last >= 0 && at >= input[last])) {
            return -1;
        }
        return (column / outputPlane * geometry.inChannels() + firstChannel + depth / places) * plane + line + at;
    }

    /// How far each axis' place in the input lies from the stride times the place in the output.
    private int[] shifts(int place) {
        int[] shift = new int[kernel.length];
        int rest = place;
        for (int axis = kernel.length - 1; axis >= 0; axis--) {
            shift[axis] = rest % kernel[axis] * dilations[axis] - pads[axis];
            rest /= kernel[axis];
        }
        return shift;
    }

    /// {@return where the line of the input starts that the outer axes of an output place read, -1 in the
    ///     padding}
    private int line(int outer, int[] shift) {
        int rest = outer;
        int start = 0;
        int size = output.length == 0 ? 1 : input[output.length - 1];
        for (int axis = output.length - 2; axis >= 0; axis--) {
            int at = rest % output[axis] * strides[axis] + shift[axis];
            if (at < 0 || at >= input[axis]) {
                return -1;
            }
            rest /= output[axis];
            start += at * size;
            size *= input[axis];
        }
        return start;
    }

    /// Copies every `stride`-th element of a line, the first at `at`; zeros outside it.
    private void copy(double[] row, int j, int run, int from, int at) {
        int last = output.length - 1;
        int stride = last < 0 ? 1 : strides[last];
        int extent = last < 0 ? 1 : input[last];
        int first = at >= 0 ? 0 : Math.min(run, (-at + stride - 1) / stride);
        int end = at >= extent ? first : Math.max(first, Math.min(run, (extent - at + stride - 1) / stride));
        Arrays.fill(row, j, j + first, 0.0);
        if (stride == 1 && end > first) {
            System.arraycopy(data, from + at + first, row, j + first, end - first);
        } else {
            for (int i = first; i < end; i++) {
                row[j + i] = data[from + at + i * stride];
            }
        }
        Arrays.fill(row, j + end, j + run, 0.0);
    }
}
