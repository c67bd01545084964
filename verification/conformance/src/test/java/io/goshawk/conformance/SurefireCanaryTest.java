package io.goshawk.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Proves that a failing golden fails the build: Surefire 3.5.3 dropped dynamic tests that carry a file URI, and
/// reported
/// success. Builds `src/canary` with the Maven, the versions and the local repository of this very build.
class SurefireCanaryTest {

    /// What a Maven run left behind.
    record Outcome(int exitCode, String output) {}

    @Test
    void aFailingGoldenFailsTheBuild() throws Exception {
        Outcome outcome = build("-Dcanary.sings=false");
        assertThat(outcome.output()).contains("Tests run: 1, Failures: 1").contains("the canary is dead");
        assertThat(outcome.exitCode()).isNotZero();
    }

    @Test
    void thatBuildPassesWhenItsGoldenDoes() throws Exception {
        Outcome outcome = build("-Dcanary.sings=true");
        assertThat(outcome.output()).contains("Tests run: 1, Failures: 0");
        assertThat(outcome.exitCode()).isZero();
    }

    private static Outcome build(String option) throws IOException, InterruptedException {
        String maven = System.getProperty("goshawk.maven.home", "");
        assumeTrue(!maven.isEmpty(), "run by Maven only: goshawk.maven.home is not set");
        List<String> command = List.of(
                Path.of(maven, "bin", "mvn").toString(),
                "--batch-mode",
                "--offline",
                "-Dfast",
                "-Dstyle.color=never",
                "-Dmaven.repo.local=" + System.getProperty("goshawk.maven.repository"),
                option,
                "test");
        Process process = new ProcessBuilder(command)
                .directory(Path.of("src", "canary").toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }
}
