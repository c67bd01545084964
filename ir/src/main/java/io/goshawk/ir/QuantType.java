package io.goshawk.ir;

import java.util.List;

/// Integers that stand for real numbers: `real = map(stored)`.
///
/// A QONNX zero point `z` is the offset `-z * scale`. Bipolar values `{-s, +s}` are stored as `u1` codes with
/// scale `2s` and offset `-s`: one wire, and no type of their own.
public record QuantType(IntType storage, Affine map) implements ElementType {
    /// {@return this type of a tensor whose axes were rearranged: numbers along an axis follow it}
    /// @param permutation for each axis of the result, the axis of the source it shows
    public QuantType transposed(List<Integer> permutation) {
        return new QuantType(storage, new Affine(follow(map.scale(), permutation), follow(map.offset(), permutation)));
    }

    private static Coefficients follow(Coefficients coefficients, List<Integer> permutation) {
        return switch (coefficients) {
            case Coefficients.PerTensor same -> same;
            case Coefficients.PerAxis along ->
                new Coefficients.PerAxis(permutation.indexOf(along.axis()), along.values());
        };
    }
}
