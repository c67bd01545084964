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
        return reason.map(diagnostic -> diagnostic.hint().isPresent()
                ? diagnostic
                : cure(diagnostic.code()).map(diagnostic::hint).orElse(diagnostic));
    }

    /// {@return what helps against most problems of this kind}
    private static Optional<String> cure(Code code) {
        return switch (code) {
            case BAD_ATTRIBUTE, BAD_INPUTS ->
                Optional.of("compare the node with its operator's specification, and export the model again");
            case SHAPE_MISMATCH -> Optional.of("check the shapes of the tensors that reach this node");
            case UNSUPPORTED_FEATURE -> Optional.of("replace it, or put it outside the exported graph");
            case BAD_TENSOR_DATA ->
                Optional.of("the file is damaged, or its tensors were edited: export the model again");
            case BAD_SHAPE -> Optional.of("give the inputs their shapes, --shape NAME=EXTENTS, or export them fixed");
            case BAD_SCALE, BAD_ZERO_POINT, BAD_BIT_WIDTH ->
                Optional.of("look at the quantiser's parameters where the model was trained, and export it again");
            default -> Optional.empty();
        };
    }
}
