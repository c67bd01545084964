package io.goshawk.passes.integer;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Staircase;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;

/// Whether a form equals a staircase everywhere. Both are monotone, so the two ends of each tread decide.
final class FormProof {
    private FormProof() {}

    /// {@return whether `clamp(form(x))` is the staircase's value on every integer of its interval}
    static boolean holds(Form form, IntRange clamp, Staircase stairs) {
        for (int tread = 0; tread < stairs.treads(); tread++) {
            IntRange ends = stairs.tread(tread);
            BigInteger value = stairs.valueOf(tread);
            if (!clamp.clamp(form.apply(ends.min())).equals(value)
                    || !clamp.clamp(form.apply(ends.max())).equals(value)) {
                return false;
            }
        }
        return true;
    }
}
