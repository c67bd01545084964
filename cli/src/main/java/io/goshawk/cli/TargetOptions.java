package io.goshawk.cli;

import io.goshawk.codegen.Names;
import io.goshawk.codegen.TargetSettings;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Options about the target; each backend reads what concerns it.
final class TargetOptions {
    @Option(
            names = "--clock",
            paramLabel = "NS",
            defaultValue = "5",
            description = "Clock period in ns, for verilog and hls (default: ${DEFAULT-VALUE}).")
    private double clock;

    @Option(names = "--part", paramLabel = "P", description = "Device, such as xcvu9p-flga2104-2-e.")
    private Optional<String> part = Optional.empty();

    @Option(
            names = "--reset",
            paramLabel = "STYLE",
            defaultValue = "sync",
            description = "Reset of the valid pipeline: sync, async or none (default: ${DEFAULT-VALUE}).")
    private TargetSettings.ResetStyle reset;

    @Option(
            names = "--port-style",
            paramLabel = "STYLE",
            defaultValue = "packed",
            description = "packed: one vector a tensor; elements: one port an element (default: ${DEFAULT-VALUE}).")
    private TargetSettings.PortStyle ports;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the top module or function.")
    private Optional<String> name = Optional.empty();

    /// {@return the settings}
    /// @param stem the model's name, from which the design is called where --name says nothing
    TargetSettings settings(String stem) {
        return new TargetSettings(Names.legal(name.orElse(stem)), clock, part, reset, ports);
    }

    /// {@return whether the clock is a period}
    boolean clockIsPositive() {
        return clock > 0 && Double.isFinite(clock);
    }

    double clock() {
        return clock;
    }

    /// Puts what was chosen into `document`.
    void describe(Map<String, Object> document) {
        document.put("clockNanos", clock);
        document.put("part", part);
        document.put("reset", word(reset));
        document.put("portStyle", word(ports));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT);
    }
}
