package io.goshawk.hls.view;

import java.util.List;

/// The header and the source file of a design.
///
/// @param name the top function and the stem of the files
/// @param guard the include guard of the header
/// @param ports what the ports are, comment lines
/// @param headers files of the library that the source needs
/// @param parameters of the top function, as written
/// @param pragmas of the top function and its ports
/// @param functions the text of each layer's function
/// @param unused inputs that nothing reads
/// @param copies loops that fill outputs which no layer writes itself; the first line of each is not
///     indented
public record SourceView(
        String name,
        String guard,
        List<String> ports,
        List<String> headers,
        String parameters,
        List<String> pragmas,
        List<String> functions,
        List<String> unused,
        List<Local> locals,
        List<Step> steps,
        List<String> copies) {
    public SourceView {
        ports = List.copyOf(ports);
        headers = List.copyOf(headers);
        pragmas = List.copyOf(pragmas);
        functions = List.copyOf(functions);
        unused = List.copyOf(unused);
        locals = List.copyOf(locals);
        steps = List.copyOf(steps);
        copies = List.copyOf(copies);
    }

    /// An array between two layers.
    public record Local(String name, String type, int size, List<String> pragmas) {
        public Local {
            pragmas = List.copyOf(pragmas);
        }
    }

    /// The call of a layer's function, and what it shows to a trace.
    ///
    /// @param trace the line that shows the array it fills; empty where that is too wide
    public record Step(String call, String trace) {}
}
