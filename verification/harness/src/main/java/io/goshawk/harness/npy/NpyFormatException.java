package io.goshawk.harness.npy;

import java.io.IOException;

/// The bytes are no array that Goshawk reads; the message says why.
public final class NpyFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    NpyFormatException(String message) {
        super(message);
    }
}
