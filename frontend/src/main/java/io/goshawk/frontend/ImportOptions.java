package io.goshawk.frontend;

import io.goshawk.ir.Shape;
import java.util.Map;

/// What the user adds to a model that leaves extents open.
///
/// @param inputShapes the whole shape of a graph input, by its name
/// @param extents the number that a symbolic extent such as `N` stands for, by its name; at least 1 each
public record ImportOptions(Map<String, Shape> inputShapes, Map<String, Integer> extents) {
    /// Nothing added.
    public static final ImportOptions NONE = new ImportOptions(Map.of(), Map.of());

    public ImportOptions {
        inputShapes = Map.copyOf(inputShapes);
        extents = Map.copyOf(extents);
    }
}
