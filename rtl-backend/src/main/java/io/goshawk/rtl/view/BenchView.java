package io.goshawk.rtl.view;

import java.util.List;

/// The self-checking test bench.
///
/// @param module its name
/// @param top the module under test
/// @param connections port connections of the data ports
public record BenchView(
        String module,
        String top,
        int vectors,
        int latency,
        boolean reset,
        List<Tensor> inputs,
        List<Tensor> outputs,
        List<String> connections) {
    /// A port's vectors.
    ///
    /// @param name the packed vector
    /// @param file its golden file
    /// @param elements how many elements, of `bits` bits each
    /// @param label the user's name for it
    public record Tensor(String name, String file, int msb, int elements, int bits, boolean signed, String label) {}
}
