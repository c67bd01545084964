package io.goshawk.passes.integer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.Verifier;
import io.goshawk.ir.curve.CurveKind;
import io.goshawk.ir.curve.Segments;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.Normalize;
import io.goshawk.ir.integer.Softmax;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.quant.Curve;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.passes.PassContext;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `--max-error`: the limit decides the form of each function, every stated bound keeps to it, and what
/// cannot be met is refused by name.
class MaxErrorTest {
    private static final int LENGTH = 24;

    private static Location place(String name) {
        return new Location.OnnxNode("net.onnx", name, "Function");
    }

    private static QuantType type(boolean signed, int bits, double scale) {
        return new QuantType(new IntType(signed, bits), Affine.of(Dyadic.exactly((float) scale), Dyadic.ZERO));
    }

    /// A function of 16-bit codes behind a quantiser of 8 bits.
    private static Graph<QuantOp> network(List<String> names, Function function) {
        GraphBuilder<QuantOp> builder = new GraphBuilder<>("net");
        Value input = builder.input("x", new TensorType(Shape.of(1, 2, LENGTH), type(true, 16, 0.0002)), place("/x"));
        List<Graph.Port> outputs = names.stream()
                .map(name -> {
                    Value result = builder.add(function.of(input), place(name));
                    QuantType codes = type(true, 8, 0.031);
                    Value quantised = builder.add(
                            new Quantize(result, codes, codes.storage().range(), Rounding.HALF_EVEN, Overflow.SATURATE),
                            place(name + "/quantiser"));
                    return Graph.Port.plain(name, quantised, place(name + "/output"));
                })
                .toList();
        return builder.build(outputs);
    }

    private interface Function {
        QuantOp of(Value input);
    }

    private static Graph<IntegerOp> lowered(Graph<QuantOp> network, MaxError limit) {
        LoweringOptions options =
                new LoweringOptions(LoweringOptions.EXACT.requantisation(), LoweringOptions.EXACT.costs(), limit);
        Graph<IntegerOp> hardware = PassContext.plain().run(new QuantToInteger(options, _ -> {}), network);
        Diagnostics problems = new Diagnostics();
        Verifier.verify(hardware, problems);
        assertThat(problems.all()).isEmpty();
        return hardware;
    }

    private static IntegerOp only(Function function, double limit) {
        return lowered(network(List.of("/f"), function), MaxError.of(limit)).nodes().stream()
                .map(Graph.Node::op)
                .filter(op -> op instanceof io.goshawk.ir.integer.TransformerOp)
                .findFirst()
                .orElseThrow();
    }

    private static QuantOp gelu(Value input) {
        return new Curve(input, CurveKind.GELU);
    }

    private static QuantOp softmax(Value input) {
        return new io.goshawk.ir.quant.Softmax(input, 2);
    }

    private static QuantOp norm(Value input) {
        List<Real> ones = Collections.nCopies(LENGTH, Dyadic.ONE);
        List<Real> zeros = Collections.nCopies(LENGTH, Dyadic.ZERO);
        return new io.goshawk.ir.quant.Normalize(input, true, Dyadic.exactly(1e-6f), ones, zeros);
    }

    @Test
    void aLooserLimitTakesACheaperForm() {
        int segments = Integer.MAX_VALUE;
        for (double limit : new double[] {0.5, 0.5625, 1, 4}) {
            io.goshawk.ir.integer.Curve curve = (io.goshawk.ir.integer.Curve) only(MaxErrorTest::gelu, limit);
            Segments form = (Segments) curve.form();
            assertThat(form.isTable()).as("at " + limit).isEqualTo(limit == 0.5);
            assertThat(form.count()).as("at " + limit).isLessThan(segments);
            assertThat(curve.bound().toDouble()).isLessThanOrEqualTo(limit + 0x1p-14);
            segments = form.count();
        }
    }

    @Test
    void rowsKeepToTheLimitToo() {
        int softmaxBits = Integer.MAX_VALUE;
        int normBits = Integer.MAX_VALUE;
        for (double limit : new double[] {0.502, 0.5625, 0.75}) {
            Softmax softmax = (Softmax) only(MaxErrorTest::softmax, limit);
            // Rows that carry remainders, so as to keep their mass, get half a step more.
            assertThat(softmax.form().keepsMass()).isTrue();
            assertThat(softmax.bound().toDouble()).isLessThanOrEqualTo(limit + 0.5);
            assertThat(softmax.form().bits(LENGTH)).isLessThan(softmaxBits);
            softmaxBits = softmax.form().bits(LENGTH);
            Normalize norm = (Normalize) only(MaxErrorTest::norm, limit);
            assertThat(norm.bound().toDouble()).isLessThanOrEqualTo(limit);
            int bits = norm.form().precision() + norm.form().fraction();
            assertThat(bits).isLessThan(normBits);
            normBits = bits;
        }
    }

    @Test
    void whatCannotBeMetIsOneDiagnosticForEachFunction() {
        List<Function> functions = List.of(MaxErrorTest::gelu, MaxErrorTest::softmax, MaxErrorTest::norm);
        for (Function function : functions) {
            Graph<QuantOp> network = network(List.of("/first", "/second"), function);
            assertThatThrownBy(() -> lowered(network, MaxError.of(0.25)))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> {
                        assertThat(refusal.diagnostics()).hasSize(2);
                        Diagnostic first = refusal.diagnostics().getFirst();
                        assertThat(first.code()).isEqualTo(Code.NO_INTEGER_FORM);
                        assertThat(first.message()).contains("--max-error 0.25", "/first");
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e9})
    void whatIsNoBoundIsRefused(double steps) {
        assertThatThrownBy(() -> MaxError.of(steps)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutALimitSmallTablesAreRoundedCorrectly() {
        Graph<IntegerOp> hardware = lowered(network(List.of("/f"), MaxErrorTest::gelu), MaxError.DEFAULT);
        assertThat(hardware.nodes())
                .anySatisfy(node -> assertThat(node.op())
                        .isInstanceOfSatisfying(
                                io.goshawk.ir.integer.Curve.class,
                                curve -> assertThat(curve.bound().toDouble()).isLessThanOrEqualTo(0.5626)));
    }
}
