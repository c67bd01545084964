package io.goshawk.codegen.loops;

import java.util.List;

/// A constant array as C++ text.
///
/// @param origin comment lines before it
/// @param extents as written, such as `[16][64]`
/// @param values the initialiser, braces included
public record ArrayText(List<String> origin, String type, String name, String extents, String values) {
    public ArrayText {
        origin = List.copyOf(origin);
    }
}
