package io.goshawk.passes.quant;

import io.goshawk.ir.QuantType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;

/// A value that is known at compile time.
sealed interface Known {
    /// Numbers as the model carries them or as constants gave them.
    record Plain(Tensor data, TensorType type) implements Known {}

    /// What `op` makes of one known value by moving elements alone; done when somebody reads it, since a weight of a
    /// network that is refused may have a hundred million of them.
    record Moved(OnnxOp op) implements Known {}

    /// A weight behind its quantiser.
    record Quantised(IntTensor codes, QuantType element) implements Known {
        /// {@return the same elements in the shape `shape`}
        Quantised reshape(Shape shape) {
            return new Quantised(codes.reshape(shape), element);
        }
    }
}
