package io.goshawk.ir.diag;

/// How bad a diagnostic is.
public enum Severity {
    /// Compilation stops after the current stage.
    ERROR,
    /// Something was assumed or changed that the user should know; never a warning nobody can act on.
    REMARK
}
