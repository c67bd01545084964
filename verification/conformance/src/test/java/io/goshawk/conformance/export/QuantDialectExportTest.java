package io.goshawk.conformance.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.frontend.ImportOptions;
import io.goshawk.frontend.OnnxExporter;
import io.goshawk.frontend.OnnxImporter;
import io.goshawk.generators.Graphs;
import io.goshawk.generators.Inputs;
import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.onnx.QuantToOnnx;
import io.goshawk.passes.quant.CanonicalizeQuant;
import io.goshawk.passes.quant.OnnxToQuant;
import io.goshawk.testkit.Tools;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Graphs of the quant dialect, written as QONNX: the reals stay what they were, to the last one.
final class QuantDialectExportTest {
    private static final int GRAPHS = 200;
    private static final int RUNS = 3;

    private static boolean has(Graph<QuantOp> graph, Predicate<Quantize> property) {
        return graph.nodes().stream().anyMatch(node -> node.op() instanceof Quantize q && property.test(q));
    }

    @Test
    void randomNetworksKeepTheirMeaning() {
        int written = 0;
        for (long seed = 0; seed < GRAPHS; seed++) {
            Graph<QuantOp> graph = Graphs.randomQuant(seed, 1 + (int) (seed % 3));
            PassContext context = PassContext.plain();
            boolean wraps = has(graph, q -> q.overflow() == Overflow.WRAP);
            try {
                Graph<OnnxOp> onnx = context.run(new QuantToOnnx(), graph);
                assertThat(wraps).isFalse();
                assertSame(graph, onnx, seed);
                written++;
            } catch (Refusal refusal) {
                assertThat(refusal.diagnostics()).allMatch(said -> said.code() == Code.NOT_EXPORTABLE);
                assertThat(wraps)
                        .as("seed " + seed + ": " + refusal.diagnostics())
                        .isTrue();
            }
        }
        assertThat(written).isGreaterThan(GRAPHS / 3);
    }

    private static void assertSame(Graph<QuantOp> before, Graph<OnnxOp> after, long seed) {
        for (long run = 0; run < RUNS; run++) {
            List<Tensor> inputs = Inputs.random(before, seed * RUNS + run);
            List<Tensor> outputs = Interpreter.run(after, inputs);
            assertThat(outputs).as("seed " + seed).isEqualTo(Meaning.like(outputs, Meaning.of(before, inputs)));
        }
    }

    @Test
    void whatIsReadAgainMeansTheSame() {
        int read = 0;
        for (long seed = 0; seed < GRAPHS; seed++) {
            Graph<QuantOp> graph = Graphs.randomQuant(seed, 1 + (int) (seed % 3));
            // One signed bit becomes two with bounds in front, which the quant dialect has no form for.
            boolean plain = !has(
                    graph,
                    q -> q.overflow() == Overflow.WRAP
                            || q.rounding() == Rounding.HALF_UP
                            || q.rounding() == Rounding.HALF_DOWN
                            || (q.element().storage().signed()
                                    && q.element().storage().bits() == 1));
            if (plain) {
                Graph<OnnxOp> onnx = PassContext.plain().run(new QuantToOnnx(), graph);
                byte[] file = OnnxExporter.write(onnx, "test", new Diagnostics());
                Graph<OnnxOp> imported = OnnxImporter.load(file, "m.onnx", ImportOptions.NONE, new Diagnostics());
                Graph<QuantOp> again = PassContext.plain().run(new OnnxToQuant(Map.of()), imported);
                for (long run = 0; run < RUNS; run++) {
                    List<Tensor> inputs = Inputs.random(graph, seed * RUNS + run);
                    assertThat(Meaning.of(again, inputs)).as("seed " + seed).isEqualTo(Meaning.of(graph, inputs));
                }
                read++;
            }
        }
        assertThat(read).isGreaterThan(GRAPHS / 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kws/kwsmlp_w3a3", "tfc/TFC_2W2A", "tfc/TFC_1W1A"})
    void realModelsComeBackAsTheSameGraph(String name) {
        Path file = Tools.data("models/" + name + ".onnx");
        Graph<OnnxOp> model = OnnxImporter.load(file, ImportOptions.NONE, new Diagnostics());
        Graph<QuantOp> before = quantised(model);
        Graph<OnnxOp> written = PassContext.plain().run(new QuantToOnnx(), before);
        byte[] bytes = OnnxExporter.write(written, "test", new Diagnostics());
        Graph<QuantOp> after = quantised(OnnxImporter.load(bytes, "m.onnx", ImportOptions.NONE, new Diagnostics()));
        assertThat(after.nodes().stream().map(Graph.Node::op).toList())
                .isEqualTo(before.nodes().stream().map(Graph.Node::op).toList());
    }

    private static Graph<QuantOp> quantised(Graph<OnnxOp> model) {
        PassContext context = PassContext.plain();
        return context.run(CanonicalizeQuant.pass(), context.run(new OnnxToQuant(Map.of()), model));
    }
}
