package io.goshawk.frontend;

import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.Tensor;
import java.util.Map;

/// What the user adds to a model that leaves extents open.
///
/// @param inputShapes the whole shape of a graph input, by its name
/// @param extents the number that a symbolic extent such as `N` stands for, by its name; at least 1 each
/// @param values the elements of a graph input, by its name, for operators that need a parameter (a
///     target shape, axes)
///     at import; other readers go on reading the input
public record ImportOptions(Map<String, Shape> inputShapes, Map<String, Integer> extents, Map<String, Tensor> values) {
    /// Nothing added.
    public static final ImportOptions NONE = new ImportOptions(Map.of(), Map.of());

    /// Shapes and extents alone.
    public ImportOptions(Map<String, Shape> inputShapes, Map<String, Integer> extents) {
        this(inputShapes, extents, Map.of());
    }

    public ImportOptions {
        inputShapes = Map.copyOf(inputShapes);
        extents = Map.copyOf(extents);
        values = Map.copyOf(values);
    }
}
