package io.goshawk.frontend.tflite;

import io.goshawk.ir.Location;
import java.util.List;
import java.util.Optional;

/// An operator at its place in the model.
///
/// @param name such as `CONV_2D`
/// @param inputs, outputs numbers of tensors; -1 is an input left out
/// @param options the table of its options, where it has one
record TfliteNode(Location at, String name, List<Integer> inputs, List<Integer> outputs, Optional<FlatTable> options) {
    TfliteNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /// {@return whether input `index` is given}
    boolean has(int index) {
        return index < inputs.size() && inputs.get(index) >= 0;
    }

    /// {@return the number in field `field` of the options, a signed byte; 0 without options}
    int octet(int field) {
        return options.map(table -> table.octet(field)).orElse(0);
    }

    /// {@return the integer in field `field` of the options}
    int integer(int field, int otherwise) {
        return options.map(table -> table.integer(field, otherwise)).orElse(otherwise);
    }

    /// {@return the float in field `field` of the options}
    float number(int field, float otherwise) {
        return options.map(table -> table.number(field, otherwise)).orElse(otherwise);
    }
}
