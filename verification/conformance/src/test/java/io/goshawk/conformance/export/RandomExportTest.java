package io.goshawk.conformance.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.frontend.ImportOptions;
import io.goshawk.frontend.OnnxExporter;
import io.goshawk.frontend.OnnxImporter;
import io.goshawk.generators.Graphs;
import io.goshawk.generators.Graphs.Quantisers;
import io.goshawk.generators.Inputs;
import io.goshawk.generators.NormalForm;
import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.quantization.LinearQuantizationOp;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.onnx.LinearToQuant;
import io.goshawk.passes.onnx.QuantToLinear;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random models, exported: they come back equal, each form means the same, and ONNX Runtime and QONNX's executor
/// compute every number as the interpreter does. All of it is exact in single precision, so nothing is tolerated.
final class RandomExportTest {
    private static final int GRAPHS = 150;
    private static final int EXECUTED = 25;
    private static final int RUNS = 4;

    @TempDir
    private Path folder;

    private static Graph<OnnxOp> graph(long seed, Quantisers kind) {
        return Graphs.randomOnnx(seed, 1 + (int) (seed % 4), kind);
    }

    private static List<List<Tensor>> inputs(Graph<OnnxOp> graph, long seed) {
        return LongStream.range(0, RUNS)
                .mapToObj(run -> Inputs.random(graph, seed * RUNS + run))
                .toList();
    }

    private static Graph<OnnxOp> imported(byte[] model) {
        return OnnxImporter.load(model, "m.onnx", ImportOptions.NONE, new Diagnostics());
    }

    @Test
    void whatWasExportedComesBackEqual() {
        for (Quantisers kind : Quantisers.values()) {
            for (long seed = 0; seed < GRAPHS; seed++) {
                // The import folds and drops what can be; behind that, nothing may change any more.
                Graph<OnnxOp> graph = imported(OnnxExporter.write(graph(seed, kind), "test", new Diagnostics()));
                Graph<OnnxOp> again = imported(OnnxExporter.write(graph, "test", new Diagnostics()));
                assertThat(NormalForm.of(again)).as(kind + " " + seed).isEqualTo(NormalForm.of(graph));
            }
        }
    }

    @Test
    void eachFormMeansTheSame() {
        for (long seed = 0; seed < GRAPHS; seed++) {
            Graph<OnnxOp> linear = graph(seed, Quantisers.LINEAR);
            Graph<OnnxOp> quant = PassContext.plain().run(new LinearToQuant(), linear);
            assertThat(quant.nodes()).as("seed " + seed).noneMatch(node -> node.op() instanceof LinearQuantizationOp);
            assertSame(linear, quant, seed);
            Graph<OnnxOp> even = graph(seed, Quantisers.EVEN);
            Graph<OnnxOp> written = PassContext.plain().run(new QuantToLinear(), even);
            assertThat(written.nodes()).as("seed " + seed).noneMatch(node -> node.op() instanceof Quant);
            assertSame(even, written, seed);
        }
    }

    private static void assertSame(Graph<OnnxOp> before, Graph<OnnxOp> after, long seed) {
        for (List<Tensor> run : inputs(before, seed)) {
            assertThat(Meaning.of(after, run)).as("seed " + seed).isEqualTo(Meaning.of(before, run));
        }
    }

    @Test
    void roundingsThatQuantizeLinearLacksAreRefusedAllAtOnce() {
        int refused = 0;
        for (long seed = 0; seed < GRAPHS; seed++) {
            Graph<OnnxOp> any = graph(seed, Quantisers.ANY);
            try {
                assertSame(any, PassContext.plain().run(new QuantToLinear(), any), seed);
            } catch (Refusal refusal) {
                refused++;
                assertThat(refusal.diagnostics())
                        .allSatisfy(said -> assertThat(said.message())
                                .containsAnyOf("FLOOR", "CEIL", "TOWARD_ZERO", "AWAY", "BipolarQuant"));
            }
        }
        assertThat(refused).isBetween(GRAPHS / 2, GRAPHS - 1);
    }

    @Test
    void otherProgramsComputeTheSame() throws IOException, InterruptedException {
        Exported exported = new Exported(folder);
        List<String> names = new ArrayList<>();
        List<Graph<OnnxOp>> graphs = new ArrayList<>();
        for (long seed = 0; seed < EXECUTED; seed++) {
            for (Quantisers kind : Quantisers.values()) {
                names.add(kind + "-" + seed);
                graphs.add(graph(seed, kind));
            }
            names.add("LINEAR-as-quant-" + seed);
            graphs.add(PassContext.plain().run(new LinearToQuant(), graph(seed, Quantisers.LINEAR)));
            names.add("EVEN-as-linear-" + seed);
            graphs.add(PassContext.plain().run(new QuantToLinear(), graph(seed, Quantisers.EVEN)));
        }
        for (int i = 0; i < names.size(); i++) {
            exported.put(names.get(i), graphs.get(i), inputs(graphs.get(i), i));
        }
        exported.run();
        List<String> different = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            different.addAll(differences(exported, names.get(i), graphs.get(i), inputs(graphs.get(i), i)));
        }
        assertThat(different).isEmpty();
    }

    private static List<String> differences(
            Exported exported, String name, Graph<OnnxOp> graph, List<List<Tensor>> runs) {
        return IntStream.range(0, graph.outputs().size())
                .mapToObj(i -> {
                    double[] ours = Meaning.doubles(graph, runs, i);
                    double[] theirs =
                            output(exported, name, graph.outputs().get(i).name());
                    long count = Meaning.differences(ours, theirs);
                    return count == 0
                            ? ""
                            : name + ": " + count + " of " + ours.length + " differ: " + Meaning.shown(ours) + " "
                                    + Meaning.shown(theirs);
                })
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static double[] output(Exported exported, String name, String port) {
        try {
            return exported.output(name, port);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
