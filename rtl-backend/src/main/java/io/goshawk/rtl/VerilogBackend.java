package io.goshawk.rtl;

import io.goshawk.boards.Part;
import io.goshawk.boards.Parts;
import io.goshawk.boards.Timing;
import io.goshawk.codegen.Artifacts;
import io.goshawk.codegen.Backend;
import io.goshawk.codegen.GoldenVectors;
import io.goshawk.codegen.TargetSettings;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.circuit.CircuitOp;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.passes.Lowering;
import io.goshawk.passes.circuit.DelayModel;
import io.goshawk.passes.circuit.IntegerToCircuit;
import io.goshawk.passes.circuit.PipelineCircuit;
import java.util.Optional;
import java.util.stream.Collectors;

/// Verilog-2005: the network unrolled into adders, pipelined, a new vector every cycle.
public final class VerilogBackend implements Backend<CircuitOp, RtlOptions> {
    /// Wider elements fit no test vector file of ours.
    private static final int MAX_PORT_BITS = 64;

    @Override
    public String name() {
        return "verilog";
    }

    @Override
    public RtlOptions options(TargetSettings settings, Diagnostics diagnostics) {
        String wanted = settings.part().orElse(Parts.DEFAULT_NAME);
        Optional<Part> part = Parts.find(wanted);
        if (part.isEmpty()) {
            String known = Parts.all().stream().map(Part::name).collect(Collectors.joining(", "));
            diagnostics.add(Diagnostic.of(
                            Code.BAD_OPTION, new Location.Whole("--board"), "no part or board is called " + wanted)
                    .note("known parts: " + known)
                    .hint("leave it out for " + Parts.DEFAULT_NAME));
        }
        return new RtlOptions(
                settings.design(),
                part.or(() -> Parts.find(Parts.DEFAULT_NAME)).orElseThrow(),
                settings.clockNanos(),
                settings.reset(),
                settings.ports(),
                RtlOptions.DEFAULT_MAX_TERMS);
    }

    @Override
    public Lowering<IntegerOp, CircuitOp> lowering(RtlOptions options) {
        return new IntegerToCircuit().then(new PipelineCircuit(delays(options.part()), options.clockNanos()));
    }

    /// {@return the delays by which registers are placed for `part`}
    static DelayModel delays(Part part) {
        Timing timing = part.timing();
        return new DelayModel(
                timing.clockToOut(), timing.setup(), timing.level(), timing.carryPerBit(), part.lutInputs());
    }

    @Override
    public void check(Graph<CircuitOp> graph, RtlOptions options, Diagnostics diagnostics) {
        graph.inputs().forEach(port -> checkPort(port, diagnostics));
        graph.outputs().forEach(port -> checkPort(port, diagnostics));
    }

    private static void checkPort(Graph.Port port, Diagnostics diagnostics) {
        int bits = port.value().type().intElement().bits();
        if (bits > MAX_PORT_BITS) {
            diagnostics.add(Diagnostic.of(
                            Code.WIDTH_NOT_EXPRESSIBLE,
                            port.at(),
                            "port " + port.name() + " has elements of " + bits + " bits; " + MAX_PORT_BITS
                                    + " are possible")
                    .hint("quantise it to fewer bits"));
        }
    }

    @Override
    public Artifacts emit(Graph<CircuitOp> graph, GoldenVectors golden, RtlOptions options) {
        return new DesignWriter(graph, options).write(golden);
    }
}
