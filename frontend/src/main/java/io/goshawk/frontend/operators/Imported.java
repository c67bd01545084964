package io.goshawk.frontend.operators;

import io.goshawk.ir.ElementType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.Tensor;

/// What a name of the model stands for while the model is being imported.
public sealed interface Imported {
    /// A tensor whose elements are known: an initialiser, a Constant node, what was folded. It becomes an operation of
    /// the graph only when one reads it.
    record Known(Tensor data, ElementType element, Location at) implements Imported, Usable {
        /// A tensor of floats, or of integers that count as `i64`.
        public Known(Tensor data, Location at) {
            this(data, data instanceof FloatTensor floats ? floats.type() : IntType.s(64), at);
        }

        @Override
        public TensorType type() {
            return new TensorType(data.shape(), element);
        }
    }

    /// A value that depends on the inputs of the graph.
    record Flowing(Value value) implements Imported, Usable {
        @Override
        public TensorType type() {
            return value.type();
        }
    }

    /// A value whose producer was refused; its readers are refused without a word.
    record Failed() implements Imported {}

    /// A further output of a node that is not computed; `reason` is for whoever reads it.
    record Withheld(Diagnostic reason) implements Imported {}

    /// A value that an operator can work on.
    sealed interface Usable permits Known, Flowing {
        /// {@return its type}
        TensorType type();

        /// {@return its shape}
        default Shape shape() {
            return type().shape();
        }
    }
}
