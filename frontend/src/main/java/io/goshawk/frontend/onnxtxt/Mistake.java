package io.goshawk.frontend.onnxtxt;

import java.util.Optional;
import org.antlr.v4.runtime.Token;

/// Something that the grammar allows and the format does not. Caught where the next part of the text begins; it never
/// leaves the reader.
final class Mistake extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Token at;
    private final int offset;
    private final transient Optional<String> hint;

    /// @param offset how many characters behind the start of `at`
    private Mistake(Token at, int offset, String message, Optional<String> hint) {
        super(message, null, false, false);
        this.at = at;
        this.offset = offset;
        this.hint = hint;
    }

    Mistake(Token at, String message) {
        this(at, 0, message, Optional.empty());
    }

    /// {@return the mistake `offset` characters into the token `at`}
    static Mistake inside(Token at, int offset, String message) {
        return new Mistake(at, offset, message, Optional.empty());
    }

    /// {@return this mistake with a hint for the user}
    Mistake hint(String text) {
        return new Mistake(at, offset, getMessage(), Optional.of(text));
    }

    /// {@return where it begins, counted in characters of the text}
    int place() {
        return at.getStartIndex() + offset;
    }

    Optional<String> hint() {
        return hint;
    }
}
