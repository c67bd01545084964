package io.goshawk.cpp.view;

import io.goshawk.codegen.loops.ArrayText;
import java.util.List;

/// The programs around a design: test bench and vector runner.
///
/// @param name the design's namespace
/// @param count how many golden vectors there are
/// @param arguments of `predict`, in the vector runner
/// @param goldenArguments of `predict`, in the test bench
/// @param elements how many elements the outputs of a vector have
/// @param arrays the golden vectors
public record BenchView(
        String name,
        int count,
        List<Port> inputs,
        List<Port> outputs,
        String arguments,
        String goldenArguments,
        int elements,
        List<ArrayText> arrays) {
    public BenchView {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        arrays = List.copyOf(arrays);
    }

    public record Port(String name, String type, int size) {}
}
