package io.goshawk.generators;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.linear.MatMul;
import io.goshawk.ir.onnx.spatial.Conv;
import io.goshawk.ir.onnx.spatial.MaxPool;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.window.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// Builds one random model as a file has it, small enough, and with numbers short enough, that single
/// precision computes all of it exactly.
final class OnnxGraphs {
    private final Choice choice;
    private final GraphBuilder<OnnxOp> builder = new GraphBuilder<>("random_onnx");
    private final OnnxQuantisers quantisers;
    private final List<Value> between = new ArrayList<>();

    OnnxGraphs(Choice choice, Graphs.Quantisers kind) {
        this.choice = choice;
        this.quantisers = new OnnxQuantisers(choice, builder, kind);
    }

    Graph<OnnxOp> graph(int size) {
        boolean image = choice.oneIn(2);
        Shape shape =
                image ? Shape.of(1, choice.between(1, 3), 4, choice.between(4, 5)) : Shape.of(1, choice.between(1, 6));
        Value value = builder.input("x", new TensorType(shape, FloatType.F32), choice.place("Input"));
        value = quantisers.activation(value);
        for (int layer = 0; layer < size; layer++) {
            between.add(value);
            value = quantisers.activation(shaped(layer(value)));
        }
        List<Graph.Port> outputs = new ArrayList<>(List.of(Graph.Port.plain("y", value, choice.place("Output"))));
        if (choice.oneIn(3)) {
            outputs.add(Graph.Port.plain("between", choice.of(between), choice.place("Output")));
        }
        return builder.build(outputs);
    }

    private Value add(OnnxOp op, String operator) {
        return builder.add(op, choice.place(operator));
    }

    private Value layer(Value value) {
        Value linear = value.shape().rank() == 4 ? convolution(value) : product(value);
        Value biased = choice.oneIn(2) ? add(new Binary(linear, bias(linear.shape()), Binary.Kind.ADD), "Add") : linear;
        Value active = choice.oneIn(2) ? add(new Unary(biased, Unary.Kind.RELU), "Relu") : biased;
        boolean fits = active.shape().equals(value.shape());
        return fits && choice.oneIn(2) ? add(new Binary(active, value, Binary.Kind.ADD), "Add") : active;
    }

    private Value product(Value value) {
        Value weights = quantisers.weights(Shape.of(value.shape().last(), choice.between(1, 6)), 1);
        return add(new MatMul(value, weights), "MatMul");
    }

    private Value convolution(Value value) {
        int groups = choice.oneIn(3) ? value.shape().extent(1) : 1;
        int extent = choice.of(1, Math.min(3, value.shape().extent(2)));
        int outputs = groups * choice.between(1, groups > 1 ? 1 : 3);
        Value weights = quantisers.weights(Shape.of(outputs, value.shape().extent(1) / groups, extent, 1), 0);
        int pad = choice.between(0, extent / 2);
        Window window = new Window(
                List.of(choice.between(1, 2), 1), List.of(1, 1), List.of(pad, 0), List.of(choice.between(0, pad), 0));
        return add(new Conv(value, weights, window, groups), "Conv");
    }

    private Value bias(Shape shape) {
        boolean image = shape.rank() == 4;
        int channels = shape.extent(1);
        double[] numbers = IntStream.range(0, channels)
                .mapToDouble(_ -> choice.between(-64, 64) / 8.0)
                .toArray();
        Shape own = image ? Shape.of(1, channels, 1, 1) : Shape.of(channels);
        return add(new Constant(FloatTensor.of(own, FloatType.F32, numbers), FloatType.F32), "Bias");
    }

    private Value shaped(Value value) {
        if (value.shape().rank() != 4) {
            return value;
        }
        return switch (choice.between(0, 5)) {
            case 0 -> add(new Reshape(value, Shape.of(1, value.shape().size())), "Flatten");
            case 1 -> add(new Transpose(value, List.of(0, 1, 3, 2)), "Transpose");
            case 2 -> pooled(value);
            default -> value;
        };
    }

    private Value pooled(Value value) {
        int taps = Math.min(2, value.shape().extent(2));
        Window window = new Window(List.of(1, 1), List.of(1, 1), Collections.nCopies(2, 0), Collections.nCopies(2, 0));
        return add(new MaxPool(value, List.of(taps, 1), window, MaxPool.Part.VALUES, false), "MaxPool");
    }
}
