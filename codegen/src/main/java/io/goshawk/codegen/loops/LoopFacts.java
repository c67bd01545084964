package io.goshawk.codegen.loops;

import io.goshawk.codegen.DesignFacts;
import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/// What `design.json` says about a design of loops.
public final class LoopFacts {
    /// Wider tensors cannot be traced.
    public static final int WIDEST_TRACED = 64;

    private LoopFacts() {}

    /// {@return the facts about `program`, whose top function is `top`}
    public static DesignFacts of(String top, LoopProgram program, Map<String, String> settings) {
        return new DesignFacts(
                top,
                OptionalInt.empty(),
                program.inputs().stream()
                        .map(input -> port(input.port(), input.buffer()))
                        .toList(),
                program.outputs().stream()
                        .map(output -> port(output.port(), output.buffer()))
                        .toList(),
                traced(program).stream().map(LoopFacts::layer).toList(),
                settings,
                statistics(program));
    }

    /// {@return the layers whose results a trace shows, in order}
    public static List<LoopLayer.Head> traced(LoopProgram program) {
        return program.layers().stream()
                .map(LoopLayer::head)
                .filter(head -> head.output().type().bits() <= WIDEST_TRACED)
                .toList();
    }

    private static DesignFacts.PortFacts port(Graph.Port port, Buffer buffer) {
        IntType type = buffer.type();
        return new DesignFacts.PortFacts(
                port.name(), buffer.name(), buffer.shape().extents(), type.bits(), type.signed());
    }

    private static DesignFacts.LayerFacts layer(LoopLayer.Head head) {
        Buffer output = head.output();
        return new DesignFacts.LayerFacts(
                head.value().name(),
                head.at().brief(),
                output.name(),
                head.value().shape().extents(),
                output.type().bits(),
                output.type().signed(),
                0);
    }

    private static Map<String, Long> statistics(LoopProgram program) {
        Map<String, Long> counts = new TreeMap<>();
        counts.put("layers", (long) program.layers().size());
        counts.put("macs", program.macs());
        counts.put(
                "weights",
                program.constants().stream().mapToLong(c -> c.buffer().size()).sum());
        counts.put(
                "weightBits",
                program.constants().stream().mapToLong(c -> bits(c.buffer())).sum());
        counts.put(
                "activationBits",
                program.locals().stream().mapToLong(LoopFacts::bits).sum());
        return counts;
    }

    private static long bits(Buffer buffer) {
        return (long) buffer.size() * buffer.type().bits();
    }
}
