package io.goshawk.hls.view;

import io.goshawk.codegen.loops.ArrayText;
import java.util.List;

/// The file of constant arrays.
///
/// @param name the stem of the files
/// @param guard the include guard
public record ConstantsView(String name, String guard, List<ArrayText> arrays) {
    public ConstantsView {
        arrays = List.copyOf(arrays);
    }
}
