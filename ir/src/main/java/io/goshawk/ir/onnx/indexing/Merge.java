package io.goshawk.ir.onnx.indexing;

/// What becomes of an element of a tensor that an update is scattered to.
public enum Merge {
    /// The update, the last one of several.
    REPLACE,
    /// The sum of both.
    ADD,
    /// The product of both.
    MULTIPLY,
    /// The larger of both.
    MAX,
    /// The smaller of both.
    MIN
}
