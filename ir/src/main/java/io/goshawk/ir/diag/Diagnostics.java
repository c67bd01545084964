package io.goshawk.ir.diag;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Collects what is to be said, so that one run reports every problem. Equal diagnostics count once.
public final class Diagnostics {
    private final Set<Diagnostic> all = new LinkedHashSet<>();

    public void add(Diagnostic diagnostic) {
        all.add(diagnostic);
    }

    public void addAll(List<Diagnostic> diagnostics) {
        all.addAll(diagnostics);
    }

    /// {@return everything reported, in order}
    public List<Diagnostic> all() {
        return List.copyOf(all);
    }

    /// {@return whether an error is among them}
    public boolean hasErrors() {
        return all.stream().anyMatch(d -> d.code().severity() == Severity.ERROR);
    }

    /// Stops here if an error was reported.
    /// @throws Refusal carrying everything reported so far
    public void stopOnErrors() {
        if (hasErrors()) {
            throw new Refusal(new ArrayList<>(all));
        }
    }
}
