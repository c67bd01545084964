package io.goshawk.codegen;

import io.goshawk.ir.tensor.IntTensor;
import java.util.List;

/// Vectors with the outputs that the interpreter gives them.
///
/// @param inputs for each vector its tensors in port order
/// @param outputs for each vector its tensors in port order
public record GoldenVectors(List<List<IntTensor>> inputs, List<List<IntTensor>> outputs) {
    public GoldenVectors {
        inputs = inputs.stream().map(List::copyOf).toList();
        outputs = outputs.stream().map(List::copyOf).toList();
        if (inputs.size() != outputs.size()) {
            throw new IllegalArgumentException(inputs.size() + " inputs and " + outputs.size() + " outputs");
        }
    }

    public int count() {
        return inputs.size();
    }
}
