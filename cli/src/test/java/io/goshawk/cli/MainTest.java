package io.goshawk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
    @Test
    void saysItsVersion() {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new Main()).setOut(new PrintWriter(out));
        assertThat(line.execute("--version")).isZero();
        assertThat(out.toString()).startsWith("goshawk ");
    }
}
