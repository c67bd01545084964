package io.goshawk.ir.text;

import java.util.Optional;
import org.antlr.v4.runtime.Token;

/// Text that parses but means nothing here. Becomes a diagnostic at `token`.
final class TextError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Token token;
    private final transient Optional<String> hint;

    TextError(Token token, String message, Optional<String> hint) {
        super(message, null, false, false);
        this.token = token;
        this.hint = hint;
    }

    TextError(Token token, String message) {
        this(token, message, Optional.empty());
    }

    Token token() {
        return token;
    }

    Optional<String> hint() {
        return hint;
    }
}
