package io.goshawk.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Bodies imported in the place of the nodes that have them.
class ControlFlowTest {
    private static final FloatTensor INPUT = FloatTensor.of(Shape.of(2), 1f, -2f);

    private static List<Tensor> run(String text) {
        return TextModels.run(TextModels.load(21, text), INPUT);
    }

    private static void refused(String text, Code code, String words) {
        List<Diagnostic> problems = TextModels.problems(21, text);
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().code()).isEqualTo(code);
        assertThat(problems.getFirst().render()).contains(words);
    }

    @Test
    void theBranchThatIsTakenReplacesTheIf() {
        String text = """
                g (float[2] x) => (float[2] y) <bool c = {%s}> {
                  two = Constant<value_float = 2.0>()
                  y = If(c) <then_branch = t () => (float[2] a) { a = Mul(x, two) },
                             else_branch = e () => (float[2] b) { b = Neg(x) }>
                }""";
        assertThat(run(text.formatted("1"))).containsExactly(FloatTensor.of(Shape.of(2), 2f, -4f));
        Graph<OnnxOp> graph = TextModels.load(21, text.formatted("0"));
        assertThat(graph.nodes()).hasSize(1);
        assertThat(graph.nodes().getFirst().at().describe()).contains("else_branch/Neg_0");
        assertThat(TextModels.run(graph, INPUT)).containsExactly(FloatTensor.of(Shape.of(2), -1f, 2f));
    }

    @Test
    void aLoopIsUnrolled() {
        String text = """
                g (float[2] x) => (float[2] last, float[3, 2] all) <int64 n = {3}, bool go = {1}> {
                  last, all = Loop(n, go, x) <body = b (int64 i, bool c, float[2] s) => (bool d, float[2] t, float[2] u) {
                    f = Cast<to = 1>(i)
                    t = Add(s, f)
                    u = Neg(t)
                    d = Identity(c)
                  }>
                }""";
        assertThat(run(text))
                .containsExactly(
                        FloatTensor.of(Shape.of(2), 4f, 1f),
                        FloatTensor.of(Shape.of(3, 2), -1f, 2f, -2f, 1f, -4f, -1f));
    }

    @Test
    void aLoopEndsWhereItsConditionSaysSo() {
        String text = """
                g (float[2] x) => (float[2] y) <bool go = {1}, int64 three = {3}> {
                  y = Loop(, go, x) <body = b (int64 i, bool c, float[2] s) => (bool d, float[2] t) {
                    t = Add(s, s)
                    d = Less(i, three)
                  }>
                }""";
        assertThat(run(text)).containsExactly(FloatTensor.of(Shape.of(2), 16f, -32f));
    }

    @Test
    void aScanIsUnrolledAlongItsAxes() {
        String text = """
                g (float[2, 3] x) => (float[2] last, float[2, 3] forth, float[3, 2] back) <float[2] s = {10, 20}> {
                  last, forth, back = Scan(s, x, x) <num_scan_inputs = 2, scan_input_axes = [1, -1],
                      scan_input_directions = [0, 1], scan_output_axes = [1, 0], scan_output_directions = [0, 1],
                      body = b (float[2] state, float[2] a, float[2] z) => (float[2] t, float[2] u, float[2] v) {
                    t = Add(state, a)
                    u = Sub(a, z)
                    v = Identity(t)
                  }>
                }""";
        FloatTensor input = FloatTensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
        assertThat(TextModels.run(TextModels.load(21, text), input))
                .containsExactly(
                        FloatTensor.of(Shape.of(2), 16, 35),
                        FloatTensor.of(Shape.of(2, 3), -2, 0, 2, -2, 0, 2),
                        FloatTensor.of(Shape.of(3, 2), 16, 35, 13, 29, 11, 24));
    }

    @Test
    void scansThatDoNotFitAreRefused() {
        String text = """
                g (float[2] x) => (float[2] y) <float[3] z = {1, 2, 3}> {
                  y = Scan(x, z) <num_scan_inputs = %d, body = b (float a, float c) => (float d) { d = Add(a, c) }>
                }""";
        refused(text.formatted(2), Code.SHAPE_MISMATCH, "the lengths [2, 3]");
        refused(text.formatted(0), Code.BAD_INPUTS, "over 0 sequences");
        refused(text.formatted(3), Code.BAD_INPUTS, "over 3 sequences");
    }

    @Test
    void functionsAreInlined() {
        String text = """
                g (float[2] x) => (float[2] y, float[2] z) {
                  y = own.leak<slope = 0.5>(x)
                  z = own.leak(x)
                }
                <domain: "own", opset_import: ["" : 21]>
                leak <slope: float = 0.25> (a) => (b) {
                  b = LeakyRelu<alpha: float = @slope>(a)
                }""";
        assertThat(run(text))
                .containsExactly(FloatTensor.of(Shape.of(2), 1f, -1f), FloatTensor.of(Shape.of(2), 1f, -0.5f));
    }

    @Test
    void aFunctionThatCallsItselfIsRefused() {
        String text = """
                g (float[2] x) => (float[2] y) { y = own.f(x) }
                <domain: "own", opset_import: ["" : 21, "own" : 1]>
                f (a) => (b) { b = own.f(a) }""";
        refused(text, Code.UNSUPPORTED_FEATURE, "nest deeper");
    }

    @Test
    void endlessLoopsAreBounded() {
        String text = """
                g (float[2] x) => (float[2] y) <int64 n = {9000000000}> {
                  y = Loop(n, , x) <body = b (int64 i, bool c, float[2] s) => (bool c, float[2] s) { d = Identity(c) }>
                }""";
        refused(text, Code.UNSUPPORTED_FEATURE, "more than 65536 nodes");
    }

    @Test
    void runTimeConditionsAreRefused() {
        String branch = """
                g (float[2] x) => (float[2] y) <float zero = {0}> {
                  s = ReduceSum<keepdims = 0>(x)
                  c = Less(s, zero)
                  y = If(c) <then_branch = t () => (float[2] a) { a = Neg(x) },
                             else_branch = e () => (float[2] b) { b = Abs(x) }>
                }""";
        refused(branch, Code.UNSUPPORTED_FEATURE, "the condition of If");
    }

    @Test
    void problemsOfABodyAreReportedOnce() {
        String text = """
                g (float[2] x) => (float[2] y) <int64 n = {5}> {
                  y = Loop(n, , x) <body = b (int64 i, bool c, float[2] s) => (bool c, float[2] t) { t = Wrong(s) }>
                }""";
        refused(text, Code.UNSUPPORTED_OPERATOR, "Wrong");
    }
}
