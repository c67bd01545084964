package io.goshawk.passes.integer;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.Staircase;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.util.Optional;
import java.util.OptionalInt;

/// The multiplication with the fewest bits that is a law on an interval, and why there is none with
/// fewer.
record Multiplied(Optional<Form.Scale> form, MultiplierProof proof) {
    /// Shifts by so many places more than the interval has bits are not tried with a tie rule.
    private static final int SPARE = 16;

    /// {@return what there is}
    ///
    /// @param stairs of `law` on `interval`, with steps
    static Multiplied of(Law law, IntRange interval, Staircase stairs) {
        MultiplierSearch search = MultiplierSearch.of(stairs, law.clamp());
        Optional<MultiplierBound.Shortest> shortest = search.bound().shortest();
        int upTo = interval.count().bitLength() + SPARE;
        if (shortest.isEmpty()) {
            Optional<Form.Scale> tied = ScaleForms.isFloor(law.rounding())
                    ? Optional.empty()
                    : search.tied(law.rounding(), ownShift(law).orElse(upTo));
            MultiplierProof proof = tied.<MultiplierProof>map(
                            form -> new MultiplierProof.TiedOnly(search.bound(), bits(form), form.shift()))
                    .orElse(new MultiplierProof.None(search.bound(), upTo));
            return new Multiplied(tied, proof);
        }
        Form.Scale plain = search.plain().orElseThrow();
        Optional<Form.Scale> tied = cheaperTied(law, plain, search);
        if (tied.isPresent()) {
            Form.Scale form = tied.get();
            return new Multiplied(tied, new MultiplierProof.TiedCheaper(search.bound(), bits(form), form.shift()));
        }
        MultiplierBound.Shortest found = shortest.get();
        return new Multiplied(
                Optional.of(plain), new MultiplierProof.Shortest(search.bound(), found.bits(), found.shift()));
    }

    /// {@return what there is without a tie rule}
    ///
    /// @param stairs with steps
    /// @param clamp what a later clamp still cuts off
    static Multiplied plain(IntRange clamp, Staircase stairs) {
        MultiplierSearch search = MultiplierSearch.of(stairs, clamp);
        return search.bound()
                .shortest()
                .map(found -> new Multiplied(
                        search.plain(), new MultiplierProof.Shortest(search.bound(), found.bits(), found.shift())))
                .orElseGet(() -> new Multiplied(Optional.empty(), new MultiplierProof.None(search.bound(), 0)));
    }

    /// A law such as `x * 3 / 8` under half-even spells a form with a tie rule, and it may have fewer
    /// digits than what needs none.
    private static Optional<Form.Scale> cheaperTied(Law law, Form.Scale plain, MultiplierSearch search) {
        OptionalInt shift = ownShift(law);
        if (shift.isEmpty() || FormCost.adders(plain) == 0) {
            return Optional.empty();
        }
        Form.Scale own = own(law).orElseThrow();
        boolean promising =
                own.multiplier().abs().bitLength() < plain.multiplier().abs().bitLength()
                        && FormCost.adders(own) < FormCost.adders(plain);
        return promising
                ? search.tied(law.rounding(), shift.getAsInt())
                        .filter(form -> FormCost.adders(form) < FormCost.adders(plain))
                : Optional.empty();
    }

    private static OptionalInt ownShift(Law law) {
        return own(law).stream().mapToInt(Form.Scale::shift).findFirst();
    }

    private static Optional<Form.Scale> own(Law law) {
        return ScaleForms.of(law).stream()
                .filter(form -> form.rounding() == law.rounding() && form.rounding() != Rounding.FLOOR)
                .findFirst();
    }

    /// {@return the bits of the multiplier without the zeros at its end}
    static int bits(Form.Scale form) {
        int zeros = Math.max(0, form.multiplier().getLowestSetBit());
        return form.multiplier().abs().shiftRight(zeros).bitLength();
    }
}
