package io.goshawk.ir.text;

import io.goshawk.ir.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/// What the parser has read so far and attributes may refer to.
///
/// @param resources the large tensors by name, such as `#w3`
record TextReader(Map<String, Tensor> resources) {
    TextReader() {
        this(new HashMap<>());
    }
}
