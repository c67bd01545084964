package io.goshawk.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.cli.Main;
import io.goshawk.frontend.ImportOptions;
import io.goshawk.frontend.OnnxImporter;
import io.goshawk.ir.Affine;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Rational;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.onnx.quantization.QuantizeLinear;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.text.GhkFile;
import io.goshawk.ir.text.Printer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `goshawk export` of Goshawk's text of the quant dialect.
final class QuantTextExportTest {
    private static final Location HERE = new Location.Whole("net");
    private static final QuantType BYTES = type(IntType.s(8), -2);

    @TempDir
    private Path folder;

    private String said = "";

    private static QuantType type(IntType storage, int exponent) {
        return new QuantType(storage, Affine.of(Dyadic.powerOfTwo(exponent), Dyadic.ZERO));
    }

    private int export(Graph<QuantOp> graph, String format) throws IOException {
        Path text = folder.resolve("net.ghk");
        Files.writeString(text, Printer.print(new GhkFile(List.of(graph))));
        StringWriter all = new StringWriter();
        PrintWriter writer = new PrintWriter(all);
        String[] arguments = {"export", text.toString(), "--format", format, "-o", file().toString(), "--force"};
        int exit = Main.run(writer, writer, arguments);
        said = all.toString();
        return exit;
    }

    private Path file() {
        return folder.resolve("net.onnx");
    }

    private List<OnnxOp> written() {
        return OnnxImporter.load(file(), ImportOptions.NONE, new Diagnostics()).nodes().stream()
                .map(Graph.Node::op)
                .toList();
    }

    private static Graph<QuantOp> quantiser(IntRange clamp, Rounding rounding, Overflow overflow) {
        GraphBuilder<QuantOp> builder = new GraphBuilder<>("net");
        Value x = builder.input("x", new TensorType(Shape.of(1, 2), FloatType.F32), HERE);
        Value y = builder.add(new Quantize(x, BYTES, clamp, rounding, overflow), HERE);
        return builder.build(List.of(Graph.Port.plain("y", y, HERE)));
    }

    @Test
    void aReluFoldedIntoAQuantiserIsAnUnsignedOne() throws IOException {
        assertThat(export(quantiser(IntRange.of(0, 127), Rounding.HALF_EVEN, Overflow.SATURATE), "qonnx"))
                .isZero();
        assertThat(written())
                .anySatisfy(op -> assertThat(op)
                        .isInstanceOfSatisfying(
                                Quant.class, quant -> assertThat(quant.signed()).isFalse()));
        assertThat(written()).noneMatch(op -> op instanceof Unary || op instanceof Binary);
    }

    @Test
    void boundsThatNoBitWidthHasStandInFront() throws IOException {
        assertThat(export(quantiser(IntRange.of(-5, 90), Rounding.FLOOR, Overflow.SATURATE), "qonnx"))
                .isZero();
        assertThat(written()).filteredOn(op -> op instanceof Binary).hasSize(2);
    }

    @Test
    void linearQuantisersTakeTiesToEvenOnly() throws IOException {
        IntRange all = IntType.s(8).range();
        assertThat(export(quantiser(all, Rounding.HALF_EVEN, Overflow.REFUSE), "qdq"))
                .isZero();
        assertThat(said).contains("GHK-8900", "saturate now");
        assertThat(written()).anyMatch(op -> op instanceof QuantizeLinear);
        assertThat(export(quantiser(all, Rounding.HALF_AWAY, Overflow.SATURATE), "qdq"))
                .isEqualTo(1);
        assertThat(said).contains("GHK-8006", "not HALF_AWAY", "--format qonnx");
        assertThat(export(quantiser(all, Rounding.HALF_UP, Overflow.SATURATE), "qonnx"))
                .isEqualTo(1);
        assertThat(said).contains("QONNX does not name the rounding HALF_UP");
    }

    @Test
    void everythingWithoutAFormIsToldAtOnce() throws IOException {
        GraphBuilder<QuantOp> builder = new GraphBuilder<>("net");
        Value x = builder.input("x", new TensorType(Shape.of(1, 2), BYTES), HERE);
        Value wide = builder.add(
                new ApplyAffine(x, Affine.of(new Dyadic(BigInteger.TWO.pow(70).add(BigInteger.ONE), 0), Dyadic.ZERO)),
                HERE);
        Value third = builder.add(
                new ApplyAffine(wide, Affine.of(Rational.of(BigInteger.ONE, BigInteger.valueOf(3)), Dyadic.ZERO)),
                HERE);
        Value y = builder.add(
                new Quantize(third, BYTES, BYTES.storage().range(), Rounding.HALF_EVEN, Overflow.WRAP), HERE);
        Graph<QuantOp> graph = builder.build(List.of(Graph.Port.plain("y", y, HERE)));
        assertThat(export(graph, "qonnx")).isEqualTo(1);
        assertThat(said)
                .contains("an input of quantised integers has no form")
                .contains("which is no float of 64 bits, has no form")
                .contains("a quantiser that wraps around has no form");
        assertThat(said.split("error GHK-8006", -1)).hasSize(4);
        assertThat(file()).doesNotExist();
    }

    @Test
    void optionsThatWouldDoNothingAreNotTaken() {
        StringWriter all = new StringWriter();
        PrintWriter writer = new PrintWriter(all);
        String[] arguments = {"export", "m.onnx", "--format", "qdq", "-o", "n.onnx", "--input-type", "x=int8"};
        assertThat(Main.run(writer, writer, arguments)).isEqualTo(2);
        assertThat(all.toString()).contains("--input-type");
    }
}
