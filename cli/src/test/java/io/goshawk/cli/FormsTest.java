package io.goshawk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
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
}
