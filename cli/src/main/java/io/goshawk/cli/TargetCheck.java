package io.goshawk.cli;

import io.goshawk.codegen.Backend;
import io.goshawk.codegen.TargetSettings;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.Op;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.passes.Compiler;
import io.goshawk.passes.Compiler.Compiled;
import io.goshawk.passes.PassContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Whether a model can be compiled for each target, found by doing it up to the last step.
///
/// @param target the target's name
/// @param blockers why it cannot be; none where the target is ready
record TargetCheck(String target, List<Diagnostic> blockers) {
    TargetCheck {
        blockers = List.copyOf(blockers);
    }

    boolean ready() {
        return blockers.isEmpty();
    }

    /// {@return one check for each target}
    static List<TargetCheck> of(Graph<OnnxOp> model, Compiler.Options options, TargetSettings settings) {
        List<Compiled> compiled = new ArrayList<>();
        List<Diagnostic> common =
                blockers(context -> compiled.add(Compiler.compile(model, options, context)), model.name());
        List<TargetCheck> checks = new ArrayList<>();
        for (String name : Backends.names()) {
            Backend<?, ?> backend = Backends.named(name).orElseThrow();
            List<Diagnostic> blockers = common.isEmpty()
                    ? blockers(context -> check(backend, settings, compiled.getFirst(), context), model.name())
                    : common;
            checks.add(new TargetCheck(name, blockers));
        }
        return checks;
    }

    private static <T extends Op, O extends Record> void check(
            Backend<T, O> backend, TargetSettings settings, Compiled compiled, PassContext context) {
        O options = backend.options(settings, context.diagnostics());
        Graph<T> lowered = backend.lowering(options).apply(compiled.hardware(), context);
        backend.check(lowered, options, context.diagnostics());
        context.diagnostics().stopOnErrors();
    }

    private static List<Diagnostic> blockers(Consumer<PassContext> step, String model) {
        PassContext context = PassContext.plain();
        Set<Diagnostic> found = new LinkedHashSet<>();
        try {
            step.accept(context);
        } catch (Refusal refusal) {
            found.addAll(refusal.diagnostics());
            found.addAll(context.diagnostics().all());
        } catch (RuntimeException | StackOverflowError broken) {
            found.add(Diagnostic.of(
                    Code.INTERNAL, new Location.Whole(model), "a bug in Goshawk: " + Words.oneLine(broken.toString())));
        }
        Diagnostics errors = new Diagnostics();
        found.stream().filter(TargetCheck::isError).forEach(errors::add);
        return errors.all();
    }

    private static boolean isError(Diagnostic diagnostic) {
        return diagnostic.code().severity() == io.goshawk.ir.diag.Severity.ERROR;
    }
}
