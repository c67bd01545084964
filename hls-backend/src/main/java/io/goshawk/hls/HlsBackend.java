package io.goshawk.hls;

import io.goshawk.codegen.Artifacts;
import io.goshawk.codegen.Backend;
import io.goshawk.codegen.GoldenVectors;
import io.goshawk.codegen.Names;
import io.goshawk.codegen.TargetSettings;
import io.goshawk.codegen.loops.CText;
import io.goshawk.codegen.loops.LoopFacts;
import io.goshawk.codegen.loops.LoopPlanner;
import io.goshawk.codegen.loops.LoopProgram;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.passes.Lowering;
import java.util.Map;

/// A Vitis HLS project: C++ with `ap_int`, loops over constant arrays with pragmas, one function a layer.
public final class HlsBackend implements Backend<IntegerOp, HlsOptions> {
    @Override
    public String name() {
        return "hls";
    }

    /// Vitis HLS makes the ports, so a port style of one port an element is refused.
    @Override
    public HlsOptions options(TargetSettings settings, Diagnostics diagnostics) {
        if (settings.ports() == TargetSettings.PortStyle.ELEMENTS) {
            diagnostics.add(Diagnostic.of(
                            Code.BAD_OPTION,
                            new Location.Whole("--port-style"),
                            "the ports of an HLS design are made by Vitis HLS, one for each tensor")
                    .hint("leave --port-style out, or take --target verilog"));
        }
        return new HlsOptions(
                new Names(CText.RESERVED).unique(settings.design()),
                settings.part().orElse(HlsOptions.DEFAULT_PART),
                settings.clockNanos(),
                settings.reset(),
                HlsOptions.DEFAULT_PARALLEL_MACS);
    }

    /// The integer stage is what this backend emits from.
    @Override
    public Lowering<IntegerOp, IntegerOp> lowering(HlsOptions options) {
        return (graph, _) -> graph;
    }

    @Override
    public void check(Graph<IntegerOp> graph, HlsOptions options, Diagnostics diagnostics) {
        HlsChecks.check(plan(graph, options), diagnostics);
    }

    @Override
    public Artifacts emit(Graph<IntegerOp> graph, GoldenVectors golden, HlsOptions options) {
        LoopProgram program = plan(graph, options);
        Schedule schedule = Schedule.of(program, options);
        Map<String, String> files = new HlsFiles(options, program, schedule).files(golden);
        Map<String, String> settings = Map.of(
                "part", options.part(),
                "clockNanos", String.valueOf(options.clockNanos()),
                "reset", options.reset().name(),
                "schedule", schedule.name());
        return Artifacts.of(files, LoopFacts.of(options.top(), program, settings));
    }

    private static LoopProgram plan(Graph<IntegerOp> graph, HlsOptions options) {
        Names names = new Names(CText.RESERVED);
        names.unique(options.top());
        names.unique(options.top() + "_layers");
        return LoopPlanner.plan(graph, names);
    }
}
