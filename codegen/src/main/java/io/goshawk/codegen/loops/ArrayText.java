package io.goshawk.codegen.loops;

import java.util.List;

/// A constant array as C++ text.
///
/// @param origin comment lines before it
/// @param extents as written, such as `[16][64]`
/// @param text whether the values are the bytes of string literals, which compilers read far faster
/// @param values the initialiser, braces or quotes included
public record ArrayText(List<String> origin, String type, String name, String extents, boolean text, String values) {
    public ArrayText {
        origin = List.copyOf(origin);
    }
}
