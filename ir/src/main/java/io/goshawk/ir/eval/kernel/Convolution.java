package io.goshawk.ir.eval.kernel;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.window.Window;
import java.math.BigInteger;
import java.util.Arrays;

/// Convolutions without bias, of any number of spatial axes, with groups.
public final class Convolution {
    private Convolution() {}

    /// {@return the convolution of `data` with `weights`}
    ///
    /// Of integers it is an integer tensor, wrapped to the type of the result. Of floats it is a float
    /// tensor: doubles are added up in a fixed order and rounded once. Otherwise it is exact.
    ///
    /// @param data, weights `[n, c, …]` and `[m, c / groups, …]`: two integer tensors, two float
    ///     tensors, or one of them exact
    /// @param type the type of the result, `[n, m, …]`
    public static Tensor of(Window window, int groups, Tensor data, Tensor weights, TensorType type) {
        ConvolutionGeometry geometry = ConvolutionGeometry.of(window, groups, data.shape(), weights.shape());
        if (data instanceof IntTensor x && weights instanceof IntTensor w) {
            return Wrapping.wrap(convolve(geometry, x, w), (IntType) type.element());
        }
        if (data instanceof FloatTensor x && weights instanceof FloatTensor w) {
            double[] sums = convolve(geometry, x.toDoubles(), w.toDoubles());
            return Floats.rounded(geometry.resultShape(), (FloatType) type.element(), sums);
        }
        return ExactProducts.convolve(geometry, ExactProducts.real(data), ExactProducts.real(weights));
    }

    /// {@return the convolution in doubles, each sum added up in a fixed order}
    static double[] convolve(ConvolutionGeometry geometry, double[] data, double[] weights) {
        double[] result = new double[geometry.resultShape().size()];
        int rows = geometry.outChannels() / geometry.groups();
        int depth = geometry.depth();
        for (int group = 0; group < geometry.groups(); group++) {
            Patches columns = new Patches(geometry, data, group);
            int first = group * rows;
            new Gemm(weights, first * depth, rows, depth, columns.columns(), columns)
                    .run((row, column, values, count) ->
                            Scatter.into(result, geometry, first + row, column, values, count));
        }
        return result;
    }

    /// {@return the convolution of integers, of any width}
    public static IntTensor exactly(Window window, int groups, IntTensor data, IntTensor weights) {
        return convolve(ConvolutionGeometry.of(window, groups, data.shape(), weights.shape()), data, weights);
    }

    private static IntTensor convolve(ConvolutionGeometry geometry, IntTensor data, IntTensor weights) {
        Shape shape = geometry.resultShape();
        if (Wrapping.productsFitDoubles(data, weights, geometry.depth())) {
            double[] sums = convolve(geometry, Wrapping.doubles(data), Wrapping.doubles(weights));
            return Wrapping.integers(shape, sums);
        }
        int rows = geometry.outChannels() / geometry.groups();
        int depth = geometry.depth();
        int plane = geometry.outputPlane();
        BigInteger[] result = new BigInteger[shape.size()];
        for (int i = 0; i < result.length; i++) {
            int channel = i / plane % geometry.outChannels();
            Patches patches = new Patches(geometry, new double[0], channel / rows);
            int column = i / plane / geometry.outChannels() * plane + i % plane;
            BigInteger sum = BigInteger.ZERO;
            for (int k = 0; k < depth; k++) {
                int from = patches.source(k, column);
                sum = from < 0 ? sum : sum.add(data.bigAt(from).multiply(weights.bigAt(channel * depth + k)));
            }
            result[i] = sum;
        }
        return IntTensor.of(shape, Arrays.asList(result));
    }
}
