package io.goshawk.cli;

import io.goshawk.ir.Coefficients;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.BipolarQuantize;
import io.goshawk.ir.quant.Clip;
import io.goshawk.ir.quant.CountThresholds;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.quant.Relu;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs a graph in which every element goes its own way, the same for all: exact arithmetic is then
/// done once for each distinct number, not for each pixel of each image.
final class ElementWise {
    private ElementWise() {}

    /// {@return what the interpreter gives}
    static List<Tensor> run(Graph<QuantOp> graph, List<? extends Tensor> inputs) {
        boolean alike = graph.inputs().size() == 1
                && graph.nodes().stream().allMatch(node -> treatsAllAlike(node.op()))
                && inputs.getFirst() instanceof FloatTensor;
        if (!alike) {
            return Interpreter.run(graph, inputs);
        }
        FloatTensor input = (FloatTensor) inputs.getFirst();
        int[] places = new int[input.shape().size()];
        double[] distinct = distinct(input, places);
        Shape shape = Shape.of(distinct.length);
        List<Tensor> results =
                Interpreter.run(flat(graph, shape), List.of(FloatTensor.of(shape, input.type(), distinct)));
        List<Tensor> outputs = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            outputs.add(spread(
                    (IntTensor) results.get(i),
                    places,
                    graph.outputs().get(i).value().shape()));
        }
        return outputs;
    }

    private static IntTensor spread(IntTensor result, int[] places, Shape shape) {
        return result.gather(shape, places);
    }

    private static double[] distinct(FloatTensor input, int[] places) {
        Map<Double, Integer> known = new HashMap<>();
        double[] values = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            double value = input.at(i);
            int next = known.size();
            Integer place = known.putIfAbsent(value, next);
            places[i] = place == null ? next : place;
            values[places[i]] = value;
        }
        return java.util.Arrays.copyOf(values, known.size());
    }

    private static boolean treatsAllAlike(QuantOp op) {
        return switch (op) {
            case Reshape _, Relu _, Clip _ -> true;
            case Quantize quantize -> quantize.element().map().axis() < 0;
            case BipolarQuantize bipolar -> bipolar.scale() instanceof Coefficients.PerTensor;
            case CountThresholds steps -> steps.channels().size() == 1;
            case ApplyAffine affine -> affine.map().axis() < 0;
            case QuantOp _ -> false;
        };
    }

    /// The graph on a flat list of numbers: without its reshapes.
    private static Graph<QuantOp> flat(Graph<QuantOp> graph, Shape shape) {
        GraphBuilder<QuantOp> builder = new GraphBuilder<>(graph.name());
        Graph.Port port = graph.inputs().getFirst();
        builder.bind(
                port.value(), builder.input(port.name(), port.value().type().withShape(shape), port.at()));
        for (Graph.Node<QuantOp> node : graph.nodes()) {
            builder.bind(
                    node.result(),
                    node.op() instanceof Reshape reshape
                            ? builder.of(reshape.input())
                            : builder.add(builder.moved(node.op()), node.at()));
        }
        return builder.finish(graph.outputs());
    }
}
