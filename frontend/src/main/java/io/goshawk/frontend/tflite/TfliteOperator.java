package io.goshawk.frontend.tflite;

import io.goshawk.frontend.model.Unconvertible;

/// Brings the nodes of one operator of TensorFlow Lite into the `onnx` dialect.
@FunctionalInterface
interface TfliteOperator {
    /// Reads the operands of `node` and states what its outputs are.
    /// @throws Unconvertible if the node is refused
    /// @throws IllegalArgumentException, ArithmeticException if shapes do not go together
    void convert(TfliteNode node, TfliteImport graph);
}
