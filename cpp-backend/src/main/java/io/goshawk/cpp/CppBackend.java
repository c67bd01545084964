package io.goshawk.cpp;

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
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.passes.Lowering;
import java.util.Map;

/// Dependency-free C++17 for software emulation: one function a layer, loops over constant arrays, plain integer
/// types chosen from the values that can occur.
public final class CppBackend implements Backend<IntegerOp, CppOptions> {
    @Override
    public String name() {
        return "cpp";
    }

    /// Clock, part, reset and port style mean nothing to software and are passed over.
    @Override
    public CppOptions options(TargetSettings settings, Diagnostics diagnostics) {
        return new CppOptions(new Names(CText.RESERVED).unique(settings.design()));
    }

    /// The integer stage is what this backend emits from.
    @Override
    public Lowering<IntegerOp, IntegerOp> lowering(CppOptions options) {
        return (graph, _) -> graph;
    }

    @Override
    public void check(Graph<IntegerOp> graph, CppOptions options, Diagnostics diagnostics) {
        CppChecks.check(plan(graph, options), diagnostics);
    }

    @Override
    public Artifacts emit(Graph<IntegerOp> graph, GoldenVectors golden, CppOptions options) {
        LoopProgram program = plan(graph, options);
        Map<String, String> files = new CppFiles(options.top(), program).files(golden);
        return Artifacts.of(files, LoopFacts.of(options.top(), program, Map.of("language", "C++17")));
    }

    private static LoopProgram plan(Graph<IntegerOp> graph, CppOptions options) {
        Names names = new Names(CText.RESERVED);
        names.unique(options.top());
        return LoopPlanner.plan(graph, names);
    }
}
