package io.goshawk.ir.eval.kernel;

import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.function.IntFunction;

/// Matrix products and convolutions of exact tensors: doubles with bounds, and exact sums on demand.
final class ExactProducts {
    private ExactProducts() {}

    /// {@return the numbers that `tensor`, which has no quantised type, stands for}
    static RealTensor real(Tensor tensor) {
        return switch (tensor) {
            case RealTensor reals -> reals;
            case FloatTensor floats -> RealTensor.exactly(floats);
            case IntTensor integers -> RealTensor.exactly(integers);
        };
    }

    /// {@return how many operations an exact sum of `depth` products takes}
    static long effort(RealTensor left, RealTensor right, int depth) {
        return (long) Math.min(0x1p40, (double) depth * (left.effort() + right.effort()));
    }

    /// {@return the convolution of `data` with `weights`}
    static RealTensor convolve(ConvolutionGeometry geometry, RealTensor data, RealTensor weights) {
        Shape shape = geometry.resultShape();
        int rows = geometry.outChannels() / geometry.groups();
        int depth = geometry.depth();
        ProductBound bound = new ProductBound(weights, data, depth);
        double[] leftNorms = bound.rowNorms(weights.nears(), geometry.outChannels());
        double[] near = new double[shape.size()];
        double[] errors = new double[near.length];
        Patches[] patches = new Patches[geometry.groups()];
        for (int group = 0; group < patches.length; group++) {
            Patches columns = new Patches(geometry, data.nears(), group);
            int first = group * rows;
            Gemm product = new Gemm(weights.nears(), first * depth, rows, depth, columns.columns(), columns);
            double[] rightNorms = bound.norms(product.columnSquares());
            product.run((row, column, values, count) -> {
                Scatter.into(near, geometry, first + row, column, values, count);
                for (int j = 0; j < count; j++) {
                    values[j] = bound.error(leftNorms[first + row], rightNorms[column + j]);
                }
                Scatter.into(errors, geometry, first + row, column, values, count);
            });
            patches[group] = columns;
        }
        int plane = geometry.outputPlane();
        IntFunction<Real> exact = i -> {
            int channel = i / plane % geometry.outChannels();
            int column = i / plane / geometry.outChannels() * plane + i % plane;
            return ExactSum.of(
                    weights, k -> channel * depth + k, data, k -> patches[channel / rows].source(k, column), depth);
        };
        return RealTensor.of(shape, near, errors, effort(weights, data, depth), exact);
    }
}
