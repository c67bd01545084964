package io.goshawk.harness;

import io.goshawk.ir.IntType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The first node whose tensor is not what it should be, for one vector.
///
/// @param node the value's name in the integer graph, such as `%12`
/// @param origin the user's node
/// @param index the element, row-major
public record NodeDifference(String node, String origin, int index, String expected, String actual) {

    /// Compares tensors in the order of `layers`. A layer that `expected` or `actual` does not have is left out.
    ///
    /// @param expected the elements of each node, by its name, as the interpreter has them
    /// @param actual likewise, as the design has them
    public static Optional<NodeDifference> find(
            List<Layer> layers, Map<String, long[]> expected, Map<String, long[]> actual) {
        for (Layer layer : layers) {
            long[] left = expected.get(layer.node());
            long[] right = actual.get(layer.node());
            for (int i = 0; left != null && right != null && i < Math.max(left.length, right.length); i++) {
                if (i >= left.length || i >= right.length || left[i] != right[i]) {
                    return Optional.of(new NodeDifference(
                            layer.node(),
                            layer.origin(),
                            i,
                            text(layer.type(), left, i),
                            text(layer.type(), right, i)));
                }
            }
        }
        return Optional.empty();
    }

    private static String text(IntType type, long[] values, int index) {
        if (index >= values.length) {
            return "nothing";
        }
        return type.signed() ? Long.toString(values[index]) : Long.toUnsignedString(values[index]);
    }

    @Override
    public String toString() {
        return "node %s (%s), element %d: expected %s, got %s".formatted(node, origin, index, expected, actual);
    }
}
