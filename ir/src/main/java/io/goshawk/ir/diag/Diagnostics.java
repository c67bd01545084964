package io.goshawk.ir.diag;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Collects what is to be said, so that one run reports every problem. Equal diagnostics count once.
public final class Diagnostics {
    /// Nobody reads more, and a damaged file can have a problem in each of its bytes.
    private static final int MAX = 1000;

    private final Set<Diagnostic> all = new LinkedHashSet<>();
    private boolean errors;

    /// Takes note of `diagnostic`; where there are very many already, of there being more. The first error always
    /// counts.
    public void add(Diagnostic diagnostic) {
        boolean firstError = !errors && diagnostic.code().severity() == Severity.ERROR;
        errors |= firstError;
        if (all.size() < MAX || firstError) {
            all.add(diagnostic);
        } else if (!isFull() && !all.contains(diagnostic)) {
            all.add(Diagnostic.of(diagnostic.code(), diagnostic.at(), "there are more problems, which are not listed"));
        }
    }

    /// {@return whether no more can be taken note of}
    public boolean isFull() {
        return all.size() > MAX;
    }

    public void addAll(List<Diagnostic> diagnostics) {
        diagnostics.forEach(this::add);
    }

    /// {@return everything reported, in order}
    public List<Diagnostic> all() {
        return List.copyOf(all);
    }

    /// {@return whether an error is among them}
    public boolean hasErrors() {
        return errors;
    }

    /// Stops here if an error was reported.
    /// @throws Refusal carrying everything reported so far
    public void stopOnErrors() {
        if (hasErrors()) {
            throw new Refusal(new ArrayList<>(all));
        }
    }
}
