package io.goshawk.harness;

import io.goshawk.ir.IntType;
import java.util.List;

/// A tensor between the inputs and outputs of a design, for finding the first node that differs.
///
/// @param node the value's name in the integer graph, such as `%12`
/// @param origin the user's node, such as `mlp.onnx:/fc1/MatMul`
/// @param elements how many elements it has, counted row-major
/// @param type of an element, at most 64 bits
/// @param signals Verilog only: where the elements can be read, one packed net or one place for each element
public record Layer(String node, String origin, int elements, IntType type, List<Signal> signals) {
    public Layer {
        signals = List.copyOf(signals);
        if (type.bits() > Long.SIZE) {
            throw new IllegalArgumentException(node + " has elements of " + type.bits() + " bits; 64 are the limit");
        }
    }

    /// {@return whether one net holds all elements}
    boolean isPacked() {
        return signals.size() == 1 && elements > 1;
    }

    /// Where an element can be read in the top module.
    public sealed interface Signal {
        /// A net of the top module.
        record Net(String name, IntType type) implements Signal {}

        /// An element that is always `value`.
        record Constant(long value) implements Signal {}
    }
}
