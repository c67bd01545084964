package io.goshawk.passes.onnx;

/// An operation, or a number in it, has no form in the dialect or the format that is being written.
final class NoForm extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param message what has none and why, fit for a diagnostic
    NoForm(String message) {
        super(message);
    }
}
