package io.goshawk.frontend.tflite;

import io.goshawk.frontend.tflite.ReferenceKernels.Arithmetic;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Compares the interpreter with kernels of TensorFlow Lite, layer by layer.
///
/// Each operator is imported as a model of its own and gets the numbers that the kernels had in front of it, so a
/// difference is counted where it arises and nowhere else. It is explained if the exact result lies within the bound
/// of the kernel's arithmetic of what rounds to the kernel's integer.
final class LayerAgreement {
    private static final String NAME = "m.tflite";

    private final TfliteModel model;
    private final Graph<OnnxOp> graph;
    private final ReferenceKernels kernels;
    private final List<Layer> layers = new ArrayList<>();
    private final List<Graph<OnnxOp>> graphs = new ArrayList<>();
    private final List<LayerTally> tallies = new ArrayList<>();
    private final LayerTally whole = new LayerTally("end to end", false);

    LayerAgreement(byte[] file, Arithmetic arithmetic) {
        this.model = TfliteModel.read(ByteBuffer.wrap(file), NAME, new Diagnostics());
        this.graph = new TfliteImport(model, NAME, new Diagnostics()).run();
        this.kernels = new ReferenceKernels(arithmetic);
        for (TfliteNode node : model.operators()) {
            Layer layer = new Layer(model, node);
            TfliteModel single = new TfliteModel(
                    model.tensors(),
                    List.of(node),
                    layer.variables(),
                    List.of(node.outputs().getFirst()));
            graphs.add(new TfliteImport(single, NAME, new Diagnostics()).run());
            tallies.add(new LayerTally(
                    layers.size() + " " + node.name(), layer.output().isQuantised()));
            layers.add(layer);
        }
    }

    /// {@return the layers' figures, in order}
    List<LayerTally> tallies() {
        return tallies;
    }

    /// {@return how the outputs differ where each side goes on with its own numbers; nothing bounds these}
    LayerTally whole() {
        return whole;
    }

    /// {@return the inputs of the model}
    List<TfliteTensor> inputs() {
        return model.inputs().stream().map(model.tensors()::get).toList();
    }

    /// {@return what operator `index` yields}
    TfliteTensor result(int index) {
        return layers.get(index).output();
    }

    /// Judges every layer on one input.
    /// @param theirs the stored results of the kernels, for each operator
    void judge(String sample, double[][] inputs, List<double[]> theirs) {
        Map<Integer, double[]> numbers = given(inputs);
        boolean same = true;
        for (int i = 0; i < layers.size(); i++) {
            long before = tallies.get(i).differ();
            layer(sample, i, theirs.get(i), numbers);
            same &= tallies.get(i).differ() == before;
            numbers.put(layers.get(i).node().outputs().getFirst(), theirs.get(i));
        }
        double[] last = numbers.get(model.outputs().getFirst());
        // Where no layer differs, the whole cannot.
        double[] ours = same ? last : whole(inputs);
        for (int i = 0; i < last.length; i++) {
            whole.element(sample, ours[i], last[i], ours[i], Double.POSITIVE_INFINITY);
        }
    }

    private double[] whole(double[][] inputs) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            tensors.add(tensor(inputs().get(i), inputs[i]));
        }
        return numbers(Interpreter.run(graph, tensors).getFirst());
    }

    private Map<Integer, double[]> given(double[][] inputs) {
        Map<Integer, double[]> numbers = new HashMap<>();
        for (int i = 0; i < inputs.length; i++) {
            numbers.put(model.inputs().get(i), inputs[i]);
        }
        return numbers;
    }

    /// {@return the results of every operator by the documented arithmetic, each going on from the one before}
    List<double[]> predicted(double[][] inputs, boolean roundedTwice) {
        Map<Integer, double[]> numbers = given(inputs);
        List<double[]> results = new ArrayList<>();
        for (Layer layer : layers) {
            List<double[]> stored = layer.variables().stream().map(numbers::get).toList();
            results.add(kernels.of(layer, stored)
                    .stored(roundedTwice, layer.output().isQuantised()));
            numbers.put(layer.node().outputs().getFirst(), results.getLast());
        }
        return results;
    }

    private void layer(String sample, int index, double[] theirs, Map<Integer, double[]> numbers) {
        Layer layer = layers.get(index);
        List<double[]> stored = layer.variables().stream().map(numbers::get).toList();
        List<Tensor> inputs = layer.variables().stream()
                .map(number -> tensor(model.tensors().get(number), numbers.get(number)))
                .toList();
        double[] ours = numbers(Interpreter.run(graphs.get(index), inputs).getFirst());
        KernelResult result = kernels.of(layer, stored);
        LayerTally tally = tallies.get(index);
        boolean predicts = result.hasIntegers() && layer.output().isQuantised();
        for (int i = 0; i < theirs.length; i++) {
            tally.element(sample + ", element " + i, ours[i], theirs[i], result.exact()[i], result.bounds()[i]);
            if (predicts) {
                tally.predicted((long) theirs[i], result.once()[i], result.twice()[i]);
            }
        }
    }

    private static Tensor tensor(TfliteTensor as, double[] numbers) {
        return as.kind() == TensorKind.FLOAT32
                ? FloatTensor.of(as.shape(), FloatType.F32, numbers)
                : IntTensor.of(
                        as.shape(),
                        Arrays.stream(numbers).mapToLong(x -> (long) x).toArray());
    }

    private static double[] numbers(Tensor tensor) {
        return switch (tensor) {
            case IntTensor integers ->
                Arrays.stream(integers.toLongs()).asDoubleStream().toArray();
            case FloatTensor floats -> floats.toDoubles();
            case RealTensor reals -> reals.nears();
        };
    }
}
