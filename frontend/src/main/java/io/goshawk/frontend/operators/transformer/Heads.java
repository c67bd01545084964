package io.goshawk.frontend.operators.transformer;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;

/// Tensors `[batch, sequence, heads * size]` and `[batch, heads, sequence, size]`, and the way between them.
public final class Heads {
    private Heads() {}

    /// {@return `value`, `[batch, sequence, heads * size]`, with an axis of its own for the heads, in front of the
    ///     sequence}
    /// @throws IllegalArgumentException if the innermost extent is no multiple of `heads`
    public static Value split(Composition steps, Value value, int heads) {
        Shape shape = value.shape();
        if (shape.rank() != 3 || heads < 1 || shape.last() % heads != 0) {
            throw new IllegalArgumentException("[" + shape + "] cannot be split into " + heads + " heads");
        }
        Value apart = steps.reshape(value, shape.extent(0), shape.extent(1), heads, shape.last() / heads);
        return steps.transpose(apart, 0, 2, 1, 3);
    }

    /// {@return `value`, `[batch, heads, sequence, size]`, with the heads side by side in the innermost axis}
    public static Value merged(Composition steps, Value value) {
        Shape shape = value.shape();
        Value moved = steps.transpose(value, 0, 2, 1, 3);
        return steps.reshape(moved, shape.extent(0), shape.extent(2), shape.extent(1) * shape.extent(3));
    }

    /// {@return for each head of `left`, `[batch, heads, m, k]`, the product with its group's matrix in `shared`,
    ///     `[batch, groups, k, n]`; neighbouring heads share a group}
    /// @throws IllegalArgumentException if the heads are no multiple of the groups
    public static Value product(Composition steps, Value left, Value shared) {
        Shape l = left.shape();
        Shape r = shared.shape();
        int heads = l.extent(1);
        int groups = r.extent(1);
        if (heads == groups) {
            return steps.product(left, shared);
        }
        if (groups == 0 || heads % groups != 0) {
            throw new IllegalArgumentException(heads + " heads of queries and " + groups + " of keys or values");
        }
        Value grouped = steps.reshape(left, l.extent(0), groups, heads / groups, l.extent(2), l.extent(3));
        Value alone = steps.reshape(shared, r.extent(0), groups, 1, r.extent(2), r.extent(3));
        return steps.reshape(steps.product(grouped, alone), l.extent(0), heads, l.extent(2), r.extent(3));
    }
}
