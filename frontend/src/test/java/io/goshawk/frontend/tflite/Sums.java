package io.goshawk.frontend.tflite;

import java.util.Arrays;
import java.util.List;

/// The sums of products of convolutions and fully connected layers, plainly. Exact for integers of 8 bits.
///
/// @param values with the bias
/// @param magnitudes sums of the absolute values of the same terms
/// @param terms how many terms a sum has at most
record Sums(double[] values, double[] magnitudes, int terms) {
    /// A tensor's numbers, zero points taken away.
    record Numbers(double[] values, List<Integer> extents) {
        boolean holds(int y, int x) {
            return y >= 0 && y < extents.get(1) && x >= 0 && x < extents.get(2);
        }
    }

    /// Where windows go, in height and width.
    record Grid(int[] strides, int[] dilations, int[] before) {}

    /// {@return the sums of a fully connected layer}
    static Sums dense(Numbers data, Numbers weights, double[] bias) {
        int outputs = weights.extents.getFirst();
        int depth = weights.extents.getLast();
        int rows = data.values.length / depth;
        Sums sums = of(rows * outputs, depth + 1, bias);
        for (int i = 0; i < rows * outputs; i++) {
            sums.dot(i, data.values, i / outputs * depth, weights.values, i % outputs * depth, depth);
        }
        return sums;
    }

    /// {@return the sums of a convolution; depthwise if `depthwise`}
    /// @param shape of the result, `[1, height, width, channels]`
    static Sums convolution(
            Numbers data, Numbers weights, double[] bias, Grid grid, List<Integer> shape, boolean depthwise) {
        int kernelHeight = weights.extents.get(1);
        int kernelWidth = weights.extents.get(2);
        int channels = shape.get(3);
        int depth = depthwise ? 1 : weights.extents.get(3);
        Sums sums = of(shape.get(1) * shape.get(2) * channels, kernelHeight * kernelWidth * depth + 1, bias);
        for (int place = 0; place < shape.get(1) * shape.get(2); place++) {
            for (int cell = 0; cell < kernelHeight * kernelWidth; cell++) {
                int y = row(grid, 0, place / shape.get(2), cell / kernelWidth);
                int x = row(grid, 1, place % shape.get(2), cell % kernelWidth);
                if (data.holds(y, x)) {
                    int from = (y * data.extents.get(2) + x) * data.extents.get(3);
                    sums.cell(place, cell, from, data, weights, depthwise);
                }
            }
        }
        return sums;
    }

    /// {@return the sums of windows, channel by channel}
    /// @param shape of the result
    /// @param counts receives how many places of each window lie in `data`
    static Sums windows(Numbers data, int[] kernel, Grid grid, List<Integer> shape, double[] counts) {
        int channels = shape.get(3);
        int cells = kernel[0] * kernel[1];
        Sums sums = of(counts.length, cells, new double[0]);
        for (int i = 0; i < counts.length * cells; i++) {
            int out = i / cells;
            int y = row(grid, 0, out / channels / shape.get(2), i % cells / kernel[1]);
            int x = row(grid, 1, out / channels % shape.get(2), i % cells % kernel[1]);
            if (data.holds(y, x)) {
                sums.add(out, data.values[(y * data.extents.get(2) + x) * channels + out % channels]);
                counts[out]++;
            }
        }
        return sums;
    }

    private static int row(Grid grid, int axis, int place, int cell) {
        return place * grid.strides[axis] + cell * grid.dilations[axis] - grid.before[axis];
    }

    private void cell(int place, int cell, int from, Numbers data, Numbers weights, boolean depthwise) {
        int inputs = data.extents.get(3);
        int kernel = weights.extents.get(1) * weights.extents.get(2);
        int channels = depthwise ? weights.extents.get(3) : weights.extents.get(0);
        for (int c = 0; c < channels; c++) {
            int out = place * channels + c;
            if (depthwise) {
                add(out, data.values[from + c / (channels / inputs)] * weights.values[cell * channels + c]);
            } else {
                dot(out, data.values, from, weights.values, (c * kernel + cell) * inputs, inputs);
            }
        }
    }

    private void dot(int out, double[] left, int from, double[] right, int start, int count) {
        double sum = 0;
        double magnitude = 0;
        for (int k = 0; k < count; k++) {
            double term = left[from + k] * right[start + k];
            sum += term;
            magnitude += Math.abs(term);
        }
        values[out] += sum;
        magnitudes[out] += magnitude;
    }

    private static Sums of(int size, int terms, double[] bias) {
        double[] values = new double[size];
        Arrays.setAll(values, i -> bias.length == 0 ? 0 : bias[i % bias.length]);
        return new Sums(values, Arrays.stream(values).map(Math::abs).toArray(), terms);
    }

    private void add(int i, double term) {
        values[i] += term;
        magnitudes[i] += Math.abs(term);
    }
}
