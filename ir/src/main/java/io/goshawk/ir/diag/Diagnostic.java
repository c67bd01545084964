package io.goshawk.ir.diag;

import io.goshawk.ir.Location;
import java.util.List;
import java.util.Optional;

/// Something the user should know, about a place the user can find.
///
/// @param message what is wrong and why, with numbers; no trailing full stop
/// @param at the user's node
/// @param notes further facts, a line each
/// @param hint something the user can type or do
public record Diagnostic(Code code, String message, Location at, List<String> notes, Optional<String> hint) {
    public Diagnostic {
        notes = List.copyOf(notes);
    }

    /// {@return a diagnostic without notes and hint}
    public static Diagnostic of(Code code, Location at, String message) {
        return new Diagnostic(code, message, at, List.of(), Optional.empty());
    }

    /// {@return this diagnostic with one more note}
    public Diagnostic note(String note) {
        List<String> more = java.util.stream.Stream.concat(notes.stream(), java.util.stream.Stream.of(note))
                .toList();
        return new Diagnostic(code, message, at, more, hint);
    }

    /// {@return this diagnostic with a hint}
    public Diagnostic hint(String text) {
        return new Diagnostic(code, message, at, notes, Optional.of(text));
    }

    /// {@return the text a terminal shows: several lines, the last without a line break}
    public String render() {
        StringBuilder text = new StringBuilder();
        text.append(code.severity() == Severity.ERROR ? "error " : "remark ").append(code.label());
        text.append(": ").append(message).append("\n  at ").append(at.describe());
        notes.forEach(note -> text.append("\n  note: ").append(note));
        hint.ifPresent(h -> text.append("\n  hint: ").append(h));
        return text.append("\n  see docs/diagnostics/")
                .append(code.label())
                .append(".md")
                .toString();
    }
}
