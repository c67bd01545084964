package io.goshawk.conformance.transformer;

import io.goshawk.frontend.ImportOptions;
import io.goshawk.frontend.OnnxImporter;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.passes.Compiler;
import io.goshawk.passes.Compiler.Compiled;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.calibrate.InsertQuantisers;
import io.goshawk.passes.calibrate.Observations;
import io.goshawk.passes.integer.Head;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The model with static quantisers, lowered to integers once for each length of a sentence.
final class IntegerMiniLm {
    private static final int FEATURES = 384;

    private final Path file;
    private final Observations seen = new Observations(100);
    private final Map<Integer, Graph<OnnxOp>> models = new HashMap<>();
    private final Map<Integer, Compiled> compiled = new HashMap<>();

    IntegerMiniLm(Path file) {
        this.file = file;
    }

    private Graph<OnnxOp> model(int length) {
        ImportOptions extents = new ImportOptions(Map.of(), Map.of("batch_size", 1, "sequence_length", length));
        return models.computeIfAbsent(length, _ -> OnnxImporter.load(file, extents, new Diagnostics()));
    }

    private static IntTensor row(int length, long value) {
        return IntTensor.of(Shape.of(1, length), _ -> value);
    }

    private static List<Tensor> inputs(IntTensor ids) {
        int length = ids.shape().last();
        return List.of(ids, row(length, 1), row(length, 0));
    }

    /// Takes note of what the tensors of the model hold for a sentence.
    void calibrate(IntTensor ids) {
        seen.watch(model(ids.shape().last()), inputs(ids));
    }

    /// {@return the embedding of a sentence by the model as it is}
    double[] reference(IntTensor ids) {
        Tensor states = Interpreter.run(model(ids.shape().last()), inputs(ids)).getFirst();
        return embedding(Floats.of(states, FloatType.F32).toDoubles());
    }

    /// {@return the embedding of a sentence by integers alone}
    double[] integers(IntTensor ids) {
        Compiled network = compiled.computeIfAbsent(ids.shape().last(), this::compile);
        List<Tensor> codes = Interpreter.run(network.hostIn(), List.of(ids));
        List<Tensor> ends = Interpreter.run(network.hardware(), codes);
        Graph<QuantOp> tail = network.hostOut();
        Tensor states = Interpreter.run(tail, ends).getFirst();
        return embedding(
                Floats.of(Reals.of(states, tail.outputs().getFirst().value().type()), FloatType.F32)
                        .toDoubles());
    }

    private Compiled compile(int length) {
        Map<String, Tensor> fixed = Map.of("attention_mask", row(length, 1), "token_type_ids", row(length, 0));
        Graph<OnnxOp> quantised = PassContext.plain().run(new InsertQuantisers(seen, fixed), model(length));
        return Compiler.compile(quantised, new Compiler.Options(Map.of(), Head.LOGITS), PassContext.plain());
    }

    private static double[] embedding(double[] states) {
        double[] sums = new double[FEATURES];
        for (int i = 0; i < states.length; i++) {
            sums[i % FEATURES] += states[i];
        }
        double length = Math.sqrt(cosine(sums, sums));
        for (int i = 0; i < FEATURES; i++) {
            sums[i] /= length;
        }
        return sums;
    }

    /// {@return the cosine of two vectors of length 1}
    static double cosine(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
