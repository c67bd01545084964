package io.goshawk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.goshawk.cli.Goshawk.Said;
import io.goshawk.cli.OnnxBytes.Small;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `goshawk inspect` on models that compile, models that do not, and what is no model.
final class InspectTest {
    @TempDir
    private Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("m.onnx"), bytes);
    }

    @Test
    void costsOfAQuantisedProduct() throws IOException {
        Said said = Goshawk.run("inspect", file(Small.right().bytes()), "--json");
        assertThat(said.exit()).isEqualTo(Exit.DONE);
        JsonNode document = new ObjectMapper().readTree(said.out());
        assertThat(document.at("/operators/qonnx.custom_op.general.Quant").asInt())
                .isEqualTo(2);
        JsonNode product = layer(document, "product");
        assertThat(product.get("activationBits").asInt()).isEqualTo(8);
        assertThat(product.get("weightBits").asInt()).isEqualTo(4);
        assertThat(product.get("macs").asLong()).isEqualTo(4);
        assertThat(product.get("bops").asDouble()).isEqualTo(4 * (8 * 4 + 8 + 4 + 1));
        assertThat(product.get("parameterBits").asLong()).isEqualTo(16);
        assertThat(document.findValuesAsText("ready")).containsOnly("true").hasSize(3);
    }

    private static JsonNode layer(JsonNode document, String name) {
        for (JsonNode layer : document.get("layers")) {
            if (layer.get("name").asText().equals(name)) {
                return layer;
            }
        }
        throw new AssertionError("no layer " + name + " in " + document);
    }

    @Test
    void weightsThatBecomeZeroMultiplyNothing() throws IOException {
        Said said = Goshawk.run("inspect", file(Small.right().scale(2).bytes()), "--json");
        // of 1, -0.5, 0.25, 0.75 in steps of 2, all round to 0 but none: 0.5 is a tie to even
        JsonNode product = layer(new ObjectMapper().readTree(said.out()), "product");
        assertThat(product.get("bops").asDouble()).isEqualTo(4 * (8 + 4 + 1));
    }

    @Test
    void sharedProblemsAreListedOnce() throws IOException {
        byte[] floats = new OnnxBytes()
                .input("x", 1, 2)
                .output("y", 1, 2)
                .initialiser("w", List.of(2, 2), 0.1f, 0.27f, 0.31f, 0.77f)
                .node("", "MatMul", "fc", List.of("x", "w"), "y")
                .bytes();
        Said said = Goshawk.run("inspect", file(floats));
        assertThat(said.exit()).isEqualTo(Exit.DONE);
        assertThat(said.out())
                .contains("operators  MatMul 1", "input      x  tensor<1x2xf32>", "fc     MatMul")
                .contains("cpp        blocked", "hls        blocked", "verilog    blocked")
                .containsOnlyOnce("GHK-2006");
    }

    @Test
    void aModelThatIsRefusedStillShowsItsOperators() throws IOException {
        Said said =
                Goshawk.run("inspect", file(Small.right().operator("Frobnicate").bytes()));
        assertThat(said.exit()).isEqualTo(Exit.REFUSED);
        assertThat(said.out()).contains("m.onnx is refused", "unknown    Frobnicate");
        assertThat(said.err()).contains("GHK-1003");
        JsonNode document = new ObjectMapper()
                .readTree(Goshawk.run("inspect", folder.resolve("m.onnx"), "--json")
                        .out());
        assertThat(document.at("/unknownOperators/0").asText()).isEqualTo("Frobnicate");
        assertThat(document.at("/diagnostics/0/code").asText()).isEqualTo("GHK-1003");
    }

    @Test
    void whatIsNoModelIsRefused() throws IOException {
        assertThat(Goshawk.run("inspect", folder.resolve("absent.onnx")).err()).contains("GHK-1012");
        Said said = Goshawk.run("inspect", file(new byte[] {1, 2, 3}));
        assertThat(said.err()).contains("GHK-1001");
        assertThat(said.exit()).isEqualTo(Exit.REFUSED);
        assertThat(Goshawk.run("inspect").exit()).isEqualTo(Exit.USAGE);
    }

    /// By hand, from the file: 32 maps of 14 x 14 behind kernels of 2 x 2; 64 of 7 x 7 behind 2 x 2 of 32
    /// maps; a matrix of 3136 x 10. Of the weights, 128 of 128 are not zero (they are bipolar), 7646 of 8192,
    /// 29396 of 31360.
    @Test
    void costsOfAConvolutionalNetworkOfQkeras() throws IOException {
        Path model = Tools.data("models/qkeras-converter/model_test_qkeras_qconv2d_conversion.onnx");
        JsonNode document = new ObjectMapper()
                .readTree(Goshawk.run("inspect", model, "--json").out());
        assertThat(layer(document, "Conv_0").get("macs").asLong()).isEqualTo(14 * 14 * 32 * 4);
        assertThat(layer(document, "Conv_0").get("bops").asDouble()).isEqualTo(25_088 * (32 * 1 + 32 + 1 + 2.0));
        assertThat(layer(document, "Conv_1").get("macs").asLong()).isEqualTo(7 * 7 * 64 * 128);
        assertThat(layer(document, "Conv_1").get("bops").asDouble())
                .isEqualTo(401_408 * (7646 / 8192.0 * 32 * 6 + 32 + 6 + 7));
        assertThat(layer(document, "MatMul_0").get("bops").asDouble())
                .isCloseTo(31_360 * (29_396 / 31_360.0 * 36 + 12 + Math.log(3136) / Math.log(2)), within(1e-6));
        assertThat(document.get("macs").asLong()).isEqualTo(457_856);
        assertThat(document.get("parameters").asLong()).isEqualTo(128 + 8192 + 31_360 + 32 + 10);
    }

    @Test
    void everyBlockerIsListedAtOnceAndOnceAKind() throws IOException {
        byte[] network = new OnnxBytes()
                .input("x", 1, 2)
                .output("y", 1, 2)
                .node("", "Sin", "first", List.of("x"), "a")
                .node("", "Sin", "second", List.of("a"), "b")
                .node("", "Cos", "third", List.of("b"), "c")
                .node("", "Mul", "square", List.of("c", "c"), "y")
                .bytes();
        Said said = Goshawk.run("inspect", file(network));
        assertThat(said.out())
                .contains("blocked: 4 problems")
                .contains("an element-wise SIN of data is not supported: 2 places (first, second)")
                .contains("an element-wise COS of data is not supported: m.onnx:third")
                .contains("an element-wise MUL of two computed tensors is not supported: m.onnx:square")
                .containsOnlyOnce("SIN");
        assertThat(Goshawk.run("inspect", folder.resolve("m.onnx"), "--all").out())
                .contains("not supported: m.onnx:first", "not supported: m.onnx:second");
    }

    @Test
    void textFitsAHundredColumns() throws IOException {
        String name = "/encoder/layers.0/attention/self/query/projection/MatMul".repeat(3);
        byte[] network = new OnnxBytes()
                .input("x", 1, 2)
                .output("y", 1, 2)
                .initialiser("w", List.of(2, 2), 1, 2, 3, 4)
                .node("", "MatMul", name, List.of("x", "w"), "y")
                .bytes();
        Said said = Goshawk.run("inspect", file(network));
        assertThat(said.out().lines().filter(line -> !line.contains(name)))
                .allMatch(line -> line.length() <= 100)
                .anyMatch(line -> line.startsWith("...") && line.contains("projection/MatMul"));
    }
}
