package io.goshawk.harness;

/// A tool refused a design, or a run went wrong. The message says which and shows the end of what it printed.
public final class ToolFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ToolFailed(String message) {
        super(message);
    }

    public ToolFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
