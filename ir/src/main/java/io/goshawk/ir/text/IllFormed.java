package io.goshawk.ir.text;

import org.antlr.v4.runtime.Token;

/// A record whose constructor refused its components.
final class IllFormed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Token token;

    IllFormed(Token token, String message, Throwable cause) {
        super(message, cause, false, false);
        this.token = token;
    }

    Token token() {
        return token;
    }
}
