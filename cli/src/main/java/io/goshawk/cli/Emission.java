package io.goshawk.cli;

import io.goshawk.codegen.Artifacts;
import io.goshawk.codegen.Backend;
import io.goshawk.codegen.GoldenVectors;
import io.goshawk.codegen.TargetSettings;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.passes.Compiler.Compiled;
import io.goshawk.passes.Lowering;
import io.goshawk.passes.PassContext;

/// The way from integers to files, through one backend.
final class Emission {
    private Emission() {}

    /// {@return the design}
    /// @throws Refusal if the backend cannot do it faithfully
    static <T extends Op, O extends Record> Artifacts run(
            Backend<T, O> backend,
            TargetSettings settings,
            Compiled compiled,
            GoldenVectors golden,
            PassContext context) {
        Diagnostics diagnostics = context.diagnostics();
        O options = backend.options(settings, diagnostics);
        diagnostics.stopOnErrors();
        Graph<T> lowered = lower(backend.lowering(options), compiled.hardware(), context);
        try {
            backend.check(lowered, options, diagnostics);
            diagnostics.stopOnErrors();
            return backend.emit(lowered, golden, options);
        } catch (Refusal refusal) {
            throw refusal;
        } catch (RuntimeException broken) {
            throw new Broken("the backend " + backend.name() + " failed", compiled.hardware(), broken);
        }
    }

    /// A road of several passes is a lambda that runs each of them; it has no name and takes no time of its own.
    private static <T extends Op> Graph<T> lower(
            Lowering<IntegerOp, T> road, Graph<IntegerOp> hardware, PassContext context) {
        return road.getClass().isHidden() ? road.apply(hardware, context) : context.run(road, hardware);
    }
}
