package io.goshawk.frontend.tflite;

import io.goshawk.frontend.tflite.Sums.Grid;
import io.goshawk.frontend.tflite.Sums.Numbers;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// An operator of a model, and what the file says of its tensors.
///
/// @param constants weights and biases read before, by number
record Layer(TfliteModel model, TfliteNode node, Map<Integer, double[]> constants) {
    Layer(TfliteModel model, TfliteNode node) {
        this(model, node, new ConcurrentHashMap<>());
    }

    TfliteTensor input(int index) {
        return model.tensors().get(node.inputs().get(index));
    }

    TfliteTensor output() {
        return model.tensors().get(node.outputs().getFirst());
    }

    /// {@return the numbers of the inputs that are no constants}
    List<Integer> variables() {
        return node.inputs().stream()
                .filter(i -> i >= 0 && model.tensors().get(i).data().isEmpty())
                .distinct()
                .toList();
    }

    /// {@return the stored numbers of the constant input `index`}
    double[] stored(int index) {
        return constants.computeIfAbsent(index, i -> switch (input(i).elements()) {
            case FloatTensor floats -> floats.toDoubles();
            case IntTensor integers ->
                Arrays.stream(integers.toLongs()).asDoubleStream().toArray();
            case RealTensor _ -> throw new IllegalStateException("no file holds reals");
        });
    }

    /// {@return the scale of `tensor` at `channel`; 1 where it has none}
    static double scale(TfliteTensor tensor, int channel) {
        List<Float> scales = tensor.scales();
        return scales.isEmpty() ? 1 : scales.get(scales.size() == 1 ? 0 : channel);
    }

    double inputScale(int index) {
        return scale(input(index), 0);
    }

    double outputScale() {
        return scale(output(), 0);
    }

    /// {@return `stored` without the zero point of input `index`}
    Numbers numbers(int index, double[] stored) {
        List<Long> zeros = input(index).zeroPoints();
        long zero = zeros.isEmpty() ? 0 : zeros.getFirst();
        double[] values = Arrays.stream(stored).map(x -> x - zero).toArray();
        return new Numbers(values, input(index).shape().extents());
    }

    /// {@return the number of the fused activation}
    int activation() {
        return node.octet(
                switch (node.name()) {
                    case "CONV_2D" -> 3;
                    case "DEPTHWISE_CONV_2D" -> 4;
                    case "AVERAGE_POOL_2D" -> 5;
                    default -> 0;
                });
    }

    /// {@return the range of the stored results}
    Clamp clamp() {
        return Clamp.of(output(), activation());
    }

    /// {@return where the windows of a convolution go, whose options hold the dilation in width in field `dilation`}
    Grid grid(int dilation) {
        int[] kernel = {input(1).shape().extent(1), input(1).shape().extent(2)};
        return grid(kernel, new int[] {node.integer(dilation + 1, 1), node.integer(dilation, 1)});
    }

    /// {@return where the windows of `kernel` go}
    Grid grid(int[] kernel, int[] dilations) {
        int[] strides = {node.integer(2, 1), node.integer(1, 1)};
        int[] before = new int[2];
        for (int axis = 0; axis < 2 && node.octet(0) == 0; axis++) {
            int last = (output().shape().extent(axis + 1) - 1) * strides[axis];
            int reach = last + (kernel[axis] - 1) * dilations[axis] + 1;
            before[axis] = Math.max(0, reach - input(0).shape().extent(axis + 1)) / 2;
        }
        return new Grid(strides, dilations, before);
    }
}
