package io.goshawk.frontend;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/// Small models, run by the interpreter.
final class Runs {
    private Runs() {}

    /// {@return the outputs of `model` on an input with the given elements}
    static List<Tensor> all(ModelBuilder model, double... input) {
        Graph<OnnxOp> graph = model.load();
        TensorType type = graph.inputs().getFirst().value().type();
        float[] values = new float[input.length];
        IntStream.range(0, input.length).forEach(i -> values[i] = (float) input[i]);
        return Interpreter.run(graph, List.of(FloatTensor.of(type.shape(), values)));
    }

    /// {@return the elements of the first output of `model` on an input with the given elements}
    static double[] first(ModelBuilder model, double... input) {
        return numbers(all(model, input).getFirst());
    }

    static double[] numbers(Tensor tensor) {
        Shape shape = tensor.shape();
        return IntStream.range(0, shape.size())
                .mapToDouble(i -> switch (tensor) {
                    case FloatTensor floats -> floats.at(i);
                    case RealTensor reals -> reals.at(i).toDouble();
                    case IntTensor integers -> integers.at(i);
                })
                .toArray();
    }
}
