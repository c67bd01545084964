package io.goshawk.passes.circuit;

import io.goshawk.ir.Graph;
import io.goshawk.ir.circuit.CircuitOp;
import io.goshawk.ir.circuit.Register;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.Transform;
import java.util.Locale;

/// Cuts a combinational circuit into stages that each fit the clock, and puts registers between.
///
/// Every path from an input to an output passes the same number of registers, so a new vector may enter
/// every cycle and each result leaves the same number of cycles later. Inputs are not registered, outputs
/// are. Registers of one wire form one chain a layer.
///
/// @param delays what each operation takes
/// @param clockNanos the clock period in ns
public record PipelineCircuit(DelayModel delays, double clockNanos) implements Transform<CircuitOp> {
    @Override
    public Graph<CircuitOp> apply(Graph<CircuitOp> graph, PassContext context) {
        if (graph.nodes().stream().anyMatch(node -> node.op() instanceof Register)) {
            throw new IllegalArgumentException("@" + graph.name() + " has registers already");
        }
        Stages.TooSlow slowest = Stages.slowest(graph, delays);
        if (slowest.needed() > clockNanos) {
            context.diagnostics().add(tooFast(slowest));
            return graph;
        }
        return new RegisterInsertion(graph, Stages.of(graph, delays, clockNanos)).run();
    }

    private Diagnostic tooFast(Stages.TooSlow slowest) {
        // Rounded up to 10 ps, so that what the hint says works.
        double works = Math.ceil(slowest.needed() * 100) / 100;
        String message = String.format(
                Locale.ROOT,
                "a clock of %s ns is too fast: one operation of this node alone takes %.2f ns, registers included",
                clockNanos,
                works);
        return Diagnostic.of(Code.CLOCK_TOO_FAST, slowest.at(), message)
                .note("estimated for the chosen part; operations are not split across registers")
                .hint(String.format(Locale.ROOT, "--clock %.2f", works));
    }
}
