package io.goshawk.cpp.view;

import java.util.List;

/// The file of constant arrays.
///
/// @param name the design's namespace
/// @param guard the include guard
public record ConstantsView(String name, String guard, List<Array> arrays) {
    public ConstantsView {
        arrays = List.copyOf(arrays);
    }

    /// One array.
    ///
    /// @param extents as written, such as `[16][64]`
    /// @param values the initialiser, braces included
    public record Array(List<String> origin, String type, String name, String extents, String values) {
        public Array {
            origin = List.copyOf(origin);
        }
    }
}
