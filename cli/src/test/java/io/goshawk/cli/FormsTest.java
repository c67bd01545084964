package io.goshawk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormsTest {
    @TempDir
    private Path folder;

    @Test
    void everyRequantisationIsListedWithItsProof() throws IOException {
        Goshawk.Said said = Goshawk.run("forms", Goshawk.EXAMPLE.toString(), "--json");
        assertThat(said.exit()).isZero();
        JsonNode rows = new ObjectMapper().readTree(said.out()).path("requantisations");
        assertThat(rows).hasSize(4);
        assertThat(rows.get(0).path("channels").asInt()).isEqualTo(64);
        assertThat(rows.get(0).path("costs").has("multiply")).isTrue();
        Goshawk.Said channels = Goshawk.run("forms", Goshawk.EXAMPLE.toString(), "--channels");
        assertThat(channels.out().lines()).hasSize(2 + 64 + 32 + 32 + 5);
    }

    @Test
    void anotherMeaningIsNamedAndCounted() throws IOException {
        Path design = folder.resolve("design");
        Goshawk.Said said = Goshawk.run(
                "compile",
                Goshawk.EXAMPLE.toString(),
                "--target",
                "cpp",
                "--requantize=dyadic:31,truncate",
                "-o",
                design.toString());
        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.out()).contains("not the model's", "dyadic:31,truncate");
        JsonNode document =
                new ObjectMapper().readTree(design.resolve("design.json").toFile());
        assertThat(document.path("options").path("requantize").asText()).isEqualTo("dyadic:31,truncate");
        JsonNode first = document.path("approximations").get(0);
        assertThat(new BigInteger(first.path("different").asText())).isPositive();
        assertThat(new BigInteger(first.path("values").asText())).isGreaterThan(BigInteger.valueOf(100_000));
        assertThat(first.path("atMost").asText()).isEqualTo("1");
        assertThat(Goshawk.run("forms", design.toString()).exit()).isZero();
    }

    @Test
    void aModeThatIsNoneIsWrongUsage() {
        Goshawk.Said said = Goshawk.run("forms", Goshawk.EXAMPLE.toString(), "--requantize=dyadic:32");
        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("1 to 31 bits");
    }

    @Test
    void everyFunctionIsListedWithItsBound() throws IOException {
        Path model = Files.writeString(folder.resolve("net.onnxtxt"), """
                <ir_version: 9, opset_import: ["" : 20, "qonnx.custom_op.general" : 1]>
                net (float[1,4,6] x) => (float[1,4,6] y)
                <float fine = {0.0002}, float coarse = {0.03}, float zero = {0}, float wide = {16}, float narrow = {8},
                 float[6] gain = {1, 0.5, 2, 1, 1, 3}, float[6] shift = {0, 0, 1, 0, 0, 0}>
                {
                    q = qonnx.custom_op.general.Quant <signed = 1, narrow = 0, rounding_mode = "ROUND"> (x, fine, zero, wide)
                    g = Gelu (q)
                    h = qonnx.custom_op.general.Quant <signed = 1, narrow = 0, rounding_mode = "ROUND"> (g, coarse, zero, narrow)
                    n = LayerNormalization <axis = -1> (h, gain, shift)
                    y = qonnx.custom_op.general.Quant <signed = 1, narrow = 0, rounding_mode = "ROUND"> (n, coarse, zero, narrow)
                }
                """);
        JsonNode near = functions(model, "0.5625");
        assertThat(near).hasSize(2);
        assertThat(near.get(0).path("function").asText()).isEqualTo("gelu");
        assertThat(near.get(1).path("function").asText()).isEqualTo("layer norm of 6");
        JsonNode far = functions(model, "3");
        for (int i = 0; i < 2; i++) {
            assertThat(near.get(i).path("bound").asDouble()).isBetween(0.5, 0.5625);
            assertThat(far.get(i).path("bound").asDouble()).isBetween(0.5626, 3.0);
            assertThat(far.get(i).path("bits").asInt())
                    .isLessThan(near.get(i).path("bits").asInt());
        }
        Goshawk.Said table = Goshawk.run("forms", model);
        assertThat(table.out()).contains("steps off").containsPattern("gelu +i8 +\\d+ segments of degree \\d +0\\.5");
        Goshawk.Said refused = Goshawk.run("forms", model, "--max-error", "0.1");
        assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refused.err()).contains("GHK-3004", "--max-error 0.1");
        Goshawk.Said none = Goshawk.run("forms", model, "--max-error", "none");
        assertThat(none.exit()).isEqualTo(Exit.USAGE);
        assertThat(Goshawk.run("forms", model, "--max-error", "-1").exit()).isEqualTo(Exit.USAGE);
    }

    private static JsonNode functions(Path model, String steps) throws IOException {
        Goshawk.Said said = Goshawk.run("forms", model, "--json", "--max-error", steps);
        assertThat(said.exit()).as(said.err()).isZero();
        return new ObjectMapper().readTree(said.out()).path("functions");
    }
}
