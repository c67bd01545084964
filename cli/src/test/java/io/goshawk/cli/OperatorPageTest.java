package io.goshawk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.cli.Goshawk.Said;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// `docs/operators.md` says what a run over ONNX's own cases says.
final class OperatorPageTest {
    @Test
    void thePageIsThatOfARun() throws IOException {
        Path cases = Tools.data("onnx-node-tests.zip");
        Said said = Goshawk.run("conform", cases, "--markdown", "--time-limit", "60");
        assertThat(said.out())
                .as("to renew it: ./goshawk conform %s --markdown > docs/operators.md", cases)
                .isEqualTo(Files.readString(Tools.root().resolve("docs/operators.md")))
                .contains("**", " 0 wrong.");
    }
}
