package io.goshawk.cli.conform;

import java.io.IOException;
import java.util.List;

/// A conformance case as ONNX's backend tests lay it out: a model, and tensors to put in and to expect.
///
/// @param name its folder, below the one that was given
public record TestCase(String name, Content model, List<DataSet> dataSets) {
    public TestCase {
        dataSets = List.copyOf(dataSets);
    }

    /// One folder `test_data_set_N`: the tensors by their numbers, which are those of the graph's inputs and outputs.
    public record DataSet(String name, List<Content> inputs, List<Content> outputs) {
        public DataSet {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }

    /// The bytes of a file, read when they are needed.
    public interface Content {
        /// {@return the path below the one that was given}
        String name();

        /// {@return the bytes}
        /// @throws IOException if they cannot be read, or are too many
        byte[] read() throws IOException;
    }
}
