package io.goshawk.passes.integer;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.Optional;

/// Joins two scales at a pivot: both get one shift and one rounding.
final class BentForms {
    private BentForms() {}

    /// {@return `x < pivot ? below(x) : above(x)`; nothing where the two cannot round alike}
    static Optional<Form> joined(BigInteger pivot, Form below, Form above) {
        if (!(below instanceof Form.Scale left) || !(above instanceof Form.Scale right)) {
            return Optional.empty();
        }
        Rounding rounding = left.rounding() == Rounding.FLOOR ? right.rounding() : left.rounding();
        Optional<Form.Scale> first = rounding(left, rounding);
        Optional<Form.Scale> second = rounding(right, rounding);
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        int shift = Math.max(first.get().shift(), second.get().shift());
        return Optional.of(new Form.Bent(pivot, shifted(first.get(), shift), shifted(second.get(), shift)));
    }

    private static Form.Scale shifted(Form.Scale form, int shift) {
        int more = shift - form.shift();
        return new Form.Scale(form.multiplier().shiftLeft(more), form.addend().shiftLeft(more), shift, form.rounding());
    }

    /// A floor is a rounding to nearest of something that is never a tie: `floor(y / 2^s)` is the
    /// integer nearest to `(2y + 1 - 2^s) / 2^(s+1)`, and without a shift nothing is rounded.
    private static Optional<Form.Scale> rounding(Form.Scale form, Rounding rounding) {
        if (form.rounding() == rounding) {
            return Optional.of(form);
        }
        if (form.shift() == 0) {
            return Optional.of(new Form.Scale(form.multiplier(), form.addend(), 0, rounding));
        }
        if (form.rounding() != Rounding.FLOOR || !rounding.isNearest()) {
            return Optional.empty();
        }
        BigInteger addend =
                form.addend().shiftLeft(1).add(BigInteger.ONE).subtract(BigInteger.ONE.shiftLeft(form.shift()));
        return Optional.of(new Form.Scale(form.multiplier().shiftLeft(1), addend, form.shift() + 1, rounding));
    }
}
