package io.goshawk.frontend.model;

import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import java.util.List;

/// Extents as a model states them, checked before anything is allocated for them.
public final class Extents {
    /// A tensor of more elements is refused: indices are ints everywhere.
    public static final int MAX_ELEMENTS = Integer.MAX_VALUE;

    /// A known tensor of more elements stays an operation rather than being computed at import.
    public static final int MAX_MADE_UP = 1 << 22;

    /// A tensor of more axes is refused; NumPy stops there too.
    public static final int MAX_RANK = 64;

    private Extents() {}

    /// {@return the shape with `dims`}
    /// @throws Unconvertible if an extent is negative, or if there are more than [#MAX_ELEMENTS] elements
    public static Shape shape(List<Long> dims, Location at, String what) {
        checkRank(dims.size(), at, what);
        for (long dim : dims) {
            if (dim < 0) {
                throw Unconvertible.because(
                                Code.BAD_SHAPE, at, what + " has the negative extent " + dim + " in " + dims)
                        .hint("give every extent as a positive number");
            }
        }
        if (count(dims) > MAX_ELEMENTS) {
            throw tooLarge(dims, at, what);
        }
        return new Shape(dims.stream().map(Math::toIntExact).toList());
    }

    /// Checks that a computed shape is one that can be indexed.
    /// @throws Unconvertible if it has more than [#MAX_ELEMENTS] elements
    public static void check(Shape shape, Location at, String what) {
        checkRank(shape.rank(), at, what);
        List<Long> dims = shape.extents().stream().map(Integer::longValue).toList();
        if (count(dims) > MAX_ELEMENTS) {
            throw tooLarge(dims, at, what);
        }
    }

    /// {@return whether a tensor of shape `shape` is too large to be made up during import}
    public static boolean isLarge(Shape shape) {
        return count(shape.extents().stream().map(Integer::longValue).toList()) > MAX_MADE_UP;
    }

    /// Checks that a tensor which the importer is about to compute is not too large for that.
    /// @throws Unconvertible if it has more than [#MAX_MADE_UP] elements, or more than the import may still make up
    public static void checkMadeUp(Shape shape, Location at) {
        check(shape, at, "the result");
        if (isLarge(shape)) {
            String message = "the result has the shape [" + shape + "]; at most " + MAX_MADE_UP
                    + " elements are made up during import";
            throw Unconvertible.because(Code.BAD_SHAPE, at, message).hint("store the tensor as an initialiser");
        }
        WorkBudget.spend(shape, at);
    }

    /// Checks that a tensor which the importer is about to fill, with a number or by copying, is not too large for
    /// that.
    /// @throws Unconvertible if it has more elements than the import may still make up
    public static void checkFilled(Shape shape, Location at) {
        check(shape, at, "the result");
        WorkBudget.spend(shape, at);
    }

    private static void checkRank(int rank, Location at, String what) {
        if (rank > MAX_RANK) {
            throw Unconvertible.because(
                            Code.BAD_SHAPE, at, what + " has " + rank + " axes; " + MAX_RANK + " are the most")
                    .hint("check the shape: no tensor of a network has as many axes");
        }
    }

    private static Unconvertible tooLarge(List<Long> dims, Location at, String what) {
        return Unconvertible.because(
                        Code.BAD_SHAPE, at, what + " has the shape " + dims + ", more than 2^31 - 1 elements")
                .hint("check the extents: no tensor of a network is that large");
    }

    /// {@return how many elements there are; any number above [#MAX_ELEMENTS] where there are too many}
    private static long count(List<Long> dims) {
        if (dims.contains(0L)) {
            return dims.stream().allMatch(dim -> dim <= MAX_ELEMENTS) ? 0 : Long.MAX_VALUE;
        }
        long count = 1;
        for (long dim : dims) {
            if (dim > MAX_ELEMENTS || count * dim > MAX_ELEMENTS) {
                return Long.MAX_VALUE;
            }
            count *= dim;
        }
        return count;
    }
}
