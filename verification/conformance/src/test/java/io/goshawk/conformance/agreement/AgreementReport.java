package io.goshawk.conformance.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Judges every folder under the one that the property `goshawk.agreement` names, and writes `report.txt` there:
/// what `bench/qonnx-agreement` runs.
class AgreementReport {
    @Test
    void everythingUnderTheFolderAgrees() throws IOException {
        String root = System.getProperty("goshawk.agreement", "");
        Assumptions.assumeFalse(root.isEmpty(), "no folder was given");
        List<Path> folders;
        try (Stream<Path> entries = Files.list(Path.of(root))) {
            folders = entries.filter(Files::isDirectory).sorted().toList();
        }
        List<String> lines = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        for (Path folder : folders) {
            String name = folder.getFileName().toString();
            try {
                long began = System.nanoTime();
                Tally tally = Runs.judge(folder);
                long seconds = Math.ceilDiv(System.nanoTime() - began, 1_000_000_000L);
                lines.add(name + ": " + tally.inputs() + " inputs, " + tally.summary() + "; " + seconds + " s");
                tally.explained().forEach(line -> lines.add("  explained: " + line));
                tally.unexplained().forEach(line -> lines.add("  UNEXPLAINED: " + line));
                tally.outputsBeyond().stream().limit(10).forEach(line -> lines.add("  BEYOND: " + line));
                bad.addAll(tally.unexplained());
                bad.addAll(tally.outputsBeyond());
                bad.addAll(tally.uncompared());
            } catch (RuntimeException refused) {
                lines.add(name + ": not run: " + refused);
                bad.add(name);
            }
            Files.write(Path.of(root, "report.txt"), lines);
        }
        assertThat(bad).isEmpty();
    }
}
