package io.goshawk.hls.view;

import java.util.List;

/// One layer's function around its body.
///
/// @param origin comment lines that name the user's node
/// @param name of the function
/// @param says what it computes, for a comment
/// @param parameters as written
/// @param pragmas of the function
/// @param parts loops, one after another; the first line of each is not indented, the others are
public record FunctionView(
        List<String> origin, String name, String says, String parameters, List<String> pragmas, List<String> parts) {
    public FunctionView {
        origin = List.copyOf(origin);
        pragmas = List.copyOf(pragmas);
        parts = List.copyOf(parts);
    }
}
