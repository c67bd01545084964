package io.goshawk.ir.text;

import io.goshawk.ir.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where the printer writes to: text so far, and the large tensors it left for the table at the end.
final class TextWriter {
    private final StringBuilder text = new StringBuilder();
    private final Map<Tensor, String> resources = new LinkedHashMap<>();

    TextWriter append(String more) {
        text.append(more);
        return this;
    }

    TextWriter quote(String string) {
        Quoted.append(text, string);
        return this;
    }

    /// {@return the name under which the table holds `tensor`; equal tensors are held once}
    String resource(Tensor tensor) {
        return resources.computeIfAbsent(tensor, _ -> "#w" + resources.size());
    }

    Map<Tensor, String> resources() {
        return resources;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
