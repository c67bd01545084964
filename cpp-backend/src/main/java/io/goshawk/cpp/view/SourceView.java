package io.goshawk.cpp.view;

import java.util.List;

/// The header and the source file of a design.
///
/// @param name its namespace and the stem of its files
/// @param guard the include guard of the header
/// @param ports inputs, then outputs
/// @param headers files of the library that the source needs
/// @param parameters of `predict`, as written
/// @param functions the text of each layer's function
/// @param unused inputs that nothing reads
public record SourceView(
        String name,
        String guard,
        List<Port> ports,
        List<String> headers,
        String parameters,
        List<String> functions,
        List<String> unused,
        List<Local> locals,
        List<Step> steps,
        List<Copy> copies) {
    public SourceView {
        ports = List.copyOf(ports);
        headers = List.copyOf(headers);
        functions = List.copyOf(functions);
        unused = List.copyOf(unused);
        locals = List.copyOf(locals);
        steps = List.copyOf(steps);
        copies = List.copyOf(copies);
    }

    /// A tensor that the caller holds.
    ///
    /// @param says direction, shape, type and meaning
    public record Port(String name, String type, int size, List<String> says) {
        public Port {
            says = List.copyOf(says);
        }
    }

    /// An array between two layers.
    ///
    /// @param type of an element, with the storage class where it is not on the stack
    public record Local(String name, String type, int size) {}

    /// The call of a layer's function, and what shows the array it fills to a trace, or nothing.
    public record Step(String call, String trace) {}

    /// An output that no layer writes itself.
    public record Copy(String to, String from, String type, int size) {}
}
