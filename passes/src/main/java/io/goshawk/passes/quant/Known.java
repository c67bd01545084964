package io.goshawk.passes.quant;

import io.goshawk.ir.QuantType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;

/// A value that is known at compile time.
sealed interface Known {
    /// Numbers as the model carries them or as constants gave them.
    record Plain(Tensor data, TensorType type) implements Known {}

    /// A weight behind its quantiser.
    record Quantised(IntTensor codes, QuantType element) implements Known {}
}
