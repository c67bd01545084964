package io.goshawk.frontend.model;

import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import java.util.Optional;

/// Part of a model cannot be imported. Caught where the next part begins, so that one run reports every problem;
/// it never leaves the front end.
public final class Unconvertible extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Diagnostic> reason;

    private Unconvertible(Optional<Diagnostic> reason) {
        super(reason.map(Diagnostic::message).orElse("depends on what failed before"), null, false, false);
        this.reason = reason;
    }

    /// {@return the refusal that `reason` explains}
    public static Unconvertible because(Diagnostic reason) {
        return new Unconvertible(Optional.of(reason));
    }

    /// {@return the refusal that `message` explains}
    public static Unconvertible because(Code code, Location at, String message) {
        return because(Diagnostic.of(code, at, message));
    }

    /// {@return the refusal of what reads something already reported}
    public static Unconvertible silently() {
        return new Unconvertible(Optional.empty());
    }

    /// {@return this refusal with a hint for the user}
    public Unconvertible hint(String hint) {
        return new Unconvertible(reason.map(diagnostic -> diagnostic.hint(hint)));
    }

    /// {@return what to tell the user; nothing where that was told before}
    public Optional<Diagnostic> reason() {
        return reason;
    }
}
