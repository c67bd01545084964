package io.goshawk.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs a compiled simulator or program on vectors: `program in.bin out.bin COUNT [nodes.bin]`.
final class Program {
    private static final Duration LIMIT = Duration.ofHours(4);

    private Program() {}

    static Batch run(Path program, Batch inputs, List<DesignPort> outputs) {
        Path work = Processes.temporaryFolder();
        try {
            inputs.write(work.resolve("in.bin"));
            execute(program, work, List.of("in.bin", "out.bin", String.valueOf(inputs.count())));
            int values = Math.multiplyExact(inputs.count(), Batch.width(outputs));
            return new Batch(outputs, inputs.count(), Batch.readValues(work.resolve("out.bin"), values));
        } catch (IOException e) {
            throw new ToolFailed("the design's results cannot be read: " + e.getMessage(), e);
        } finally {
            Processes.delete(work);
        }
    }

    /// {@return the elements of each of the design's layers, by node}
    static Map<String, long[]> trace(Path program, Batch vector, Design design) {
        Path work = Processes.temporaryFolder();
        try {
            vector.write(work.resolve("in.bin"));
            execute(program, work, List.of("in.bin", "out.bin", "1", "nodes.bin"));
            int values = design.layers().stream().mapToInt(Layer::elements).sum();
            long[] all = Batch.readValues(work.resolve("nodes.bin"), values);
            Map<String, long[]> nodes = new LinkedHashMap<>();
            int at = 0;
            for (Layer layer : design.layers()) {
                nodes.put(layer.node(), Arrays.copyOfRange(all, at, at + layer.elements()));
                at += layer.elements();
            }
            return nodes;
        } catch (IOException e) {
            throw new ToolFailed("the design's nodes cannot be read: " + e.getMessage(), e);
        } finally {
            Processes.delete(work);
        }
    }

    private static void execute(Path program, Path work, List<String> arguments) {
        List<String> command = new java.util.ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        Processes.Outcome outcome = Processes.run(command, work, LIMIT);
        if (outcome.status() != 0) {
            throw new ToolFailed("the design ended with status %d:%n%s"
                    .formatted(outcome.status(), outcome.output().strip()));
        }
    }
}
