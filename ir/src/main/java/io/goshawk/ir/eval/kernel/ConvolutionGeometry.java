package io.goshawk.ir.eval.kernel;

import io.goshawk.ir.Shape;
import io.goshawk.ir.window.Window;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The extents of a convolution of any number of spatial axes. Data is `[batch, inChannels, input…]`,
/// weights are `[outChannels, inChannels / groups, kernel…]`, the result is `[batch, outChannels,
/// output…]`.
///
/// @param groups divides both numbers of channels; output channel `o` reads the input channels of group
///     `o / (outChannels / groups)`
/// @param input, kernel, output the extents along the spatial axes, one number each
/// @param window as many axes
record ConvolutionGeometry(
        int batch,
        int groups,
        int inChannels,
        int outChannels,
        List<Integer> input,
        List<Integer> kernel,
        List<Integer> output,
        Window window) {
    static ConvolutionGeometry of(Window window, int groups, Shape data, Shape weights) {
        List<Integer> input = data.extents().subList(2, data.rank());
        List<Integer> kernel = weights.extents().subList(2, weights.rank());
        List<Integer> output = IntStream.range(0, input.size())
                .mapToObj(axis -> window.places(axis, input.get(axis), kernel.get(axis)))
                .toList();
        return new ConvolutionGeometry(
                data.extent(0), groups, data.extent(1), weights.extent(0), input, kernel, output, window);
    }

    /// {@return how many products each element of the result adds up}
    int depth() {
        return inChannels / groups * product(kernel);
    }

    /// {@return the number of elements of one channel of the input}
    int inputPlane() {
        return product(input);
    }

    /// {@return the number of elements of one channel of the result}
    int outputPlane() {
        return product(output);
    }

    /// {@return the shape of the result}
    Shape resultShape() {
        return new Shape(
                Stream.concat(Stream.of(batch, outChannels), output.stream()).toList());
    }

    private static int product(List<Integer> extents) {
        return extents.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
    }
}
