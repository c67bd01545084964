package io.goshawk.ir;

/// Integers that stand for real numbers: `real = map(stored)`.
///
/// A QONNX zero point `z` is the offset `-z * scale`. Bipolar values `{-s, +s}` are stored as `u1` codes with
/// scale `2s` and offset `-s`: one wire, and no type of their own.
public record QuantType(IntType storage, Affine map) implements ElementType {}
