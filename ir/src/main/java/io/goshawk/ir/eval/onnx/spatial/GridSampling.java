package io.goshawk.ir.eval.onnx.spatial;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.kernel.Parallel;
import io.goshawk.ir.onnx.spatial.AffineGrid;
import io.goshawk.ir.onnx.spatial.GridSample;
import io.goshawk.ir.onnx.spatial.GridSample.Padding;
import io.goshawk.ir.tensor.Tensor;

/// What reading a map at places between its elements means; in doubles.
public final class GridSampling {
    /// The coefficient of the cubic kernel that the operator fixes.
    private static final double CUBIC = -0.75;

    private final GridSample op;
    private final double[] data;
    private final int[] extents;
    private final int plane;

    private GridSampling(GridSample op, double[] data) {
        this.op = op;
        this.data = data;
        Shape input = op.input().shape();
        this.extents = input.extents().stream().skip(2).mapToInt(i -> i).toArray();
        this.plane = input.stride(1);
    }

    /// {@return what `op` makes of `input` and `grid`}
    public static Tensor sample(GridSample op, Tensor input, Tensor grid) {
        Shape shape = op.resultType().shape();
        GridSampling sampling =
                new GridSampling(op, Floats.of(input, op.input().type()).toDoubles());
        double[] coordinates = Floats.of(grid, op.grid().type()).toDoubles();
        double[] result = new double[shape.size()];
        int places = shape.stride(1);
        int rank = sampling.extents.length;
        Parallel.blocks(result.length, 64, (start, end) -> {
            for (int i = start; i < end; i++) {
                int image = i / shape.stride(0);
                int place = image * places + i % places;
                result[i] = sampling.at(coordinates, place * rank, i / places * sampling.plane);
            }
        });
        return Floats.rounded(shape, (FloatType) op.resultType().element(), result);
    }

    /// {@return the map from `base` on, at the place whose coordinates start at `from`}
    private double at(double[] coordinates, int from, int base) {
        int rank = extents.length;
        double[] place = new double[rank];
        for (int axis = 0; axis < rank; axis++) {
            double normal = coordinates[from + rank - 1 - axis];
            double x =
                    op.alignCorners() ? (normal + 1) / 2 * (extents[axis] - 1) : ((normal + 1) * extents[axis] - 1) / 2;
            place[axis] = brought(op.mode() == GridSample.Mode.NEAREST ? Math.rint(x) : x, axis);
        }
        return mixed(place, 0, base, 0);
    }

    private double brought(double x, int axis) {
        double low = op.alignCorners() ? 0 : -0.5;
        double high = extents[axis] - 1 - low;
        if (x >= low && x <= high) {
            return x;
        }
        return switch (op.padding()) {
            case ZEROS -> x;
            case BORDER -> Math.max(0, Math.min(extents[axis] - 1.0, x));
            case REFLECTION -> reflected(x, low, high);
        };
    }

    private static double reflected(double x, double low, double high) {
        double range = high - low;
        if (range <= 0) {
            return low;
        }
        double beyond = x < low ? low - x : x - high;
        double times = Math.floor(beyond / range);
        double rest = beyond - times * range;
        return x < low == (times % 2 == 0) ? low + rest : high - rest;
    }

    /// Mixes along `axis` what the axes behind it give; `offset` is the place along the axes in front.
    private double mixed(double[] place, int axis, int base, int offset) {
        if (axis == extents.length) {
            return data[base + offset];
        }
        double x = place[axis];
        if (op.mode() == GridSample.Mode.NEAREST) {
            return element(x, place, axis, base, offset);
        }
        double floor = Math.floor(x);
        int reach = op.mode() == GridSample.Mode.LINEAR ? 1 : 2;
        double sum = 0;
        for (int i = 1 - reach; i <= reach; i++) {
            double distance = Math.abs(floor + i - x);
            double weight = reach == 1 ? 1 - distance : Kernels.cubic(distance, CUBIC);
            if (weight != 0) {
                sum += weight * element(floor + i, place, axis, base, offset);
            }
        }
        return sum;
    }

    private double element(double index, double[] place, int axis, int base, int offset) {
        int extent = extents[axis];
        double found = index;
        if (index < 0 || index >= extent) {
            if (op.padding() == Padding.ZEROS) {
                return 0;
            }
            double low = op.alignCorners() ? 0 : -0.5;
            found = op.padding() == Padding.REFLECTION ? reflected(index, low, extent - 1 - low) : index;
        }
        int inside = (int) Math.max(0, Math.min(extent - 1, found));
        return mixed(place, axis + 1, base, offset * extent + inside);
    }

    /// {@return what `op` makes of `theta`}
    public static Tensor grid(AffineGrid op, Tensor theta) {
        double[] matrices = Floats.of(theta, op.theta().type()).toDoubles();
        Shape shape = op.resultType().shape();
        int axes = op.extents().size();
        double[] result = new double[shape.size()];
        for (int i = 0; i < result.length; i++) {
            int row = (i / shape.stride(0) * axes + i % axes) * (axes + 1);
            double sum = 0;
            for (int column = 0; column < axes; column++) {
                int axis = axes - 1 - column;
                int place = i / shape.stride(axis + 1) % shape.extent(axis + 1);
                sum += matrices[row + column] * normal(op, axis, place);
            }
            result[i] = sum + matrices[row + axes];
        }
        return Floats.rounded(shape, (FloatType) op.resultType().element(), result);
    }

    private static double normal(AffineGrid op, int axis, int place) {
        int extent = op.extents().get(axis);
        if (!op.alignCorners()) {
            return (2 * place + 1 - extent) / (double) extent;
        }
        return extent == 1 ? -1 : (2 * place - (extent - 1)) / (extent - 1.0);
    }
}
