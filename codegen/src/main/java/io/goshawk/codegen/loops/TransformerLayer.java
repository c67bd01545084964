package io.goshawk.codegen.loops;

import io.goshawk.ir.integer.NormalizeForm;
import io.goshawk.ir.integer.SoftmaxForm;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// What transformers need beyond sums of known weights. `bits` of a layer hold every value on its way,
/// sign included, and exceed every shift.
public sealed interface TransformerLayer extends LoopLayer {
    /// `output[m][row][column] = sum over k of (input[m][row][k] - leftZero) * (right[m][k][column] -
    /// rightZero)`.
    ///
    /// @param matrices how many `m` there are
    /// @param sums holds every partial sum, from 0 on, in whichever order they are added, and both factors
    record BatchProduct(
            Head head,
            Buffer right,
            BigInteger leftZero,
            BigInteger rightZero,
            int matrices,
            int rows,
            int depth,
            int columns,
            IntRange sums)
            implements TransformerLayer {}

    /// The rows of `table`, of `width` elements, that the input's integers name.
    record Lookup(Head head, Buffer table, int width) implements TransformerLayer {}

    /// `clamp(curve(x))` of each element.
    record Curved(Head head, CurveTerms curve, IntRange clamp, int bits) implements TransformerLayer {}

    /// The softmax of rows of `length` elements, as [io.goshawk.ir.integer.Softmax] says.
    record SoftmaxRows(
            Head head,
            int length,
            SoftmaxForm form,
            CurveTerms exponential,
            BigInteger zeroPoint,
            IntRange clamp,
            int bits)
            implements TransformerLayer {}

    /// The normalisation of rows of `length` elements, as [io.goshawk.ir.integer.Normalize] says.
    record NormalizeRows(
            Head head,
            int length,
            boolean centred,
            NormalizeForm form,
            Column gain,
            Column bias,
            IntRange clamp,
            int bits)
            implements TransformerLayer {}

    /// {@return the constants that the layer looks up}
    default List<Column> arrays() {
        return switch (this) {
            case BatchProduct _, Lookup _ -> List.of();
            case Curved curved -> curved.curve().arrays();
            case SoftmaxRows softmax -> softmax.exponential().arrays();
            case NormalizeRows rows -> {
                List<Column> arrays = new ArrayList<>(List.of(rows.gain(), rows.bias()));
                arrays.removeIf(Column::isUniform);
                yield arrays;
            }
        };
    }

    /// {@return what it computes, for a comment}
    default String computes() {
        return switch (this) {
            case BatchProduct p ->
                "%d times [%d, %d] x [%d, %d], partial sums in %s"
                        .formatted(p.matrices(), p.rows(), p.depth(), p.depth(), p.columns(), p.sums());
            case Lookup lookup -> "rows of " + lookup.width() + " elements of a table";
            case Curved curved -> curved.curve().says() + ", results in " + curved.clamp();
            case SoftmaxRows rows ->
                "softmax of rows of " + rows.length() + (rows.form().keepsMass() ? " that keep their mass" : "");
            case NormalizeRows rows ->
                "rows of %d by their %s".formatted(rows.length(), rows.centred() ? "mean and variance" : "mean square");
        };
    }
}
