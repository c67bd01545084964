package io.goshawk.cli;

import io.goshawk.harness.npy.NpyArray;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Runs a model as it was imported, floats and all, by the interpreter, one row behind the other: each works on all
/// processors by itself.
final class NetworkRun {
    private final Graph<OnnxOp> graph;

    NetworkRun(Graph<OnnxOp> graph) {
        this.graph = graph;
    }

    /// {@return what the model gives, for each of its outputs}
    /// @param inputs numbers for each of its inputs, all with as many rows
    List<Result> outputs(List<Samples> inputs, IntConsumer progress) {
        int rows = inputs.getFirst().rows();
        List<Result> results =
                graph.outputs().stream().map(port -> new Result(port, rows)).toList();
        for (int row = 0; row < rows; row++) {
            List<Tensor> tensors = Interpreter.run(graph, tensors(inputs, row));
            for (int i = 0; i < tensors.size(); i++) {
                results.get(i).set(row, tensors.get(i));
            }
            progress.accept(row + 1);
        }
        return results;
    }

    /// {@return a tensor for each input, row by row}
    /// @param inputs numbers for each input that is not among the constants, all with as many rows
    List<List<Tensor>> rows(List<Samples> inputs, Map<String, Tensor> constants) {
        return IntStream.range(0, inputs.getFirst().rows())
                .mapToObj(row -> {
                    List<Tensor> tensors = new ArrayList<>();
                    int next = 0;
                    for (Graph.Port port : graph.inputs()) {
                        Tensor constant = constants.get(port.name());
                        tensors.add(
                                constant != null
                                        ? constant
                                        : tensor(
                                                inputs.get(next++),
                                                row,
                                                port.value().type()));
                    }
                    return tensors;
                })
                .toList();
    }

    private List<Tensor> tensors(List<Samples> inputs, int row) {
        return IntStream.range(0, inputs.size())
                .mapToObj(i ->
                        tensor(inputs.get(i), row, graph.inputs().get(i).value().type()))
                .toList();
    }

    private static Tensor tensor(Samples samples, int row, TensorType type) {
        int from = row * samples.row().size();
        int to = from + samples.row().size();
        return switch (samples.array()) {
            case NpyArray.Reals reals
            when type.element() instanceof FloatType floats ->
                rounded(type, floats, Arrays.stream(reals.values(), from, to));
            case NpyArray.Integers integers
            when type.element() instanceof FloatType floats ->
                rounded(type, floats, Arrays.stream(integers.values(), from, to).asDoubleStream());
            case NpyArray.Integers integers
            when type.element() instanceof IntType whole ->
                IntTensor.of(type.shape(), within(whole.range(), samples, integers, from, to));
            default ->
                throw DataFile.refusal(samples.source(), "it holds reals, and the input takes " + type.element());
        };
    }

    private static FloatTensor rounded(TensorType type, FloatType floats, DoubleStream values) {
        return FloatTensor.of(
                type.shape(),
                floats,
                values.map(value -> Floats.round(value, floats)).toArray());
    }

    private static long[] within(IntRange range, Samples samples, NpyArray.Integers integers, int from, int to) {
        long[] values = Arrays.copyOfRange(integers.values(), from, to);
        for (int i = 0; i < values.length; i++) {
            if (!range.contains(BigInteger.valueOf(values[i]))) {
                throw DataFile.refusal(
                        samples.source(),
                        samples.place((long) from + i) + " holds " + values[i] + ", and the input takes " + range);
            }
        }
        return values;
    }
}
