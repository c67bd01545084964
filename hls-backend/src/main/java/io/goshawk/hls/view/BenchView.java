package io.goshawk.hls.view;

import java.util.List;

/// The programs around a design: test bench, vector runner, project script.
///
/// @param name the top function
/// @param arguments of the top function
/// @param elements how many elements the outputs of a vector have
public record BenchView(
        String name,
        List<Port> inputs,
        List<Port> outputs,
        String arguments,
        int count,
        int elements,
        String part,
        String clockNanos,
        List<String> resetCommands) {
    public BenchView {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        resetCommands = List.copyOf(resetCommands);
    }

    public record Port(String name, String type, int size) {}
}
