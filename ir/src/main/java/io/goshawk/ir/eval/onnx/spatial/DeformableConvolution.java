package io.goshawk.ir.eval.onnx.spatial;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.kernel.Parallel;
import io.goshawk.ir.onnx.spatial.DeformConv;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;

/// What a deformable convolution means; in doubles.
public final class DeformableConvolution {
    private final DeformConv op;
    private final double[] data;
    private final double[] weights;
    private final double[] offset;
    private final double[] mask;
    private final Shape input;
    private final Shape kernel;
    private final Shape shape;

    private DeformableConvolution(DeformConv op, List<Tensor> in) {
        this.op = op;
        this.data = doubles(op, in, 0);
        this.weights = doubles(op, in, 1);
        this.offset = doubles(op, in, 2);
        this.mask = doubles(op, in, 3);
        this.input = op.input().shape();
        this.kernel = op.weights().shape();
        this.shape = op.resultType().shape();
    }

    private static double[] doubles(DeformConv op, List<Tensor> in, int index) {
        return Floats.of(in.get(index), op.operands().get(index).type()).toDoubles();
    }

    /// {@return what `op` makes of its operands}
    public static Tensor convolve(DeformConv op, List<Tensor> in) {
        DeformableConvolution convolution = new DeformableConvolution(op, in);
        double[] result = new double[convolution.shape.size()];
        Parallel.blocks(result.length, convolution.kernel.stride(0) * 32, (start, end) -> {
            for (int i = start; i < end; i++) {
                result[i] = convolution.at(i);
            }
        });
        return Floats.rounded(convolution.shape, (FloatType) op.resultType().element(), result);
    }

    private double at(int i) {
        int plane = shape.stride(1);
        int channel = i / plane % shape.extent(1);
        int image = i / shape.stride(0);
        int group = channel / (shape.extent(1) / op.groups());
        int taps = kernel.stride(1);
        double sum = 0;
        for (int c = 0; c < kernel.extent(1); c++) {
            int from = group * kernel.extent(1) + c;
            int moving = from / (input.extent(1) / op.offsetGroups());
            int base = (image * input.extent(1) + from) * input.stride(1);
            for (int tap = 0; tap < taps; tap++) {
                int moved = (image * op.offsetGroups() + moving) * taps + tap;
                double read = read(base, moved, tap, i % plane, plane);
                sum += weights[(channel * kernel.extent(1) + c) * taps + tap] * mask[moved * plane + i % plane] * read;
            }
        }
        return sum;
    }

    private double read(int base, int moved, int tap, int place, int plane) {
        double y = coordinate(0, place / shape.extent(3), tap / kernel.extent(3)) + offset[moved * 2 * plane + place];
        double x = coordinate(1, place % shape.extent(3), tap % kernel.extent(3))
                + offset[(moved * 2 + 1) * plane + place];
        double top = Math.floor(y);
        double left = Math.floor(x);
        double upper = (1 - (x - left)) * element(base, top, left) + (x - left) * element(base, top, left + 1);
        double lower = (1 - (x - left)) * element(base, top + 1, left) + (x - left) * element(base, top + 1, left + 1);
        return (1 - (y - top)) * upper + (y - top) * lower;
    }

    private double coordinate(int axis, int step, int tap) {
        return op.window().start(axis, step)
                + (double) tap * op.window().dilations().get(axis);
    }

    private double element(int base, double y, double x) {
        boolean inside = y >= 0 && y < input.extent(2) && x >= 0 && x < input.extent(3);
        return inside ? data[base + ((int) y) * input.extent(3) + (int) x] : 0;
    }
}
