package io.goshawk.frontend.operators;

import io.goshawk.frontend.model.Unconvertible;

/// Brings the nodes of one ONNX operator into the `onnx` dialect.
///
/// An implementation checks attributes and constants first and reads flowing inputs last: a node behind one that
/// failed then still reports what is wrong with itself.
@FunctionalInterface
public interface Operator {
    /// {@return what the first output of `node` stands for}
    /// @throws Unconvertible if the node is refused
    /// @throws IllegalArgumentException, ArithmeticException if shapes do not go together
    Imported convert(OnnxNode node);
}
