package io.goshawk.passes.integer;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The multiply-add-shift forms that a law with a dyadic scale spells out itself: `scale = m / 2^s`.
final class ScaleForms {
    private ScaleForms() {}

    /// {@return candidates, the cheaper first: without a tie correction, then with one; none where the
    ///     scale is not dyadic. Those with a tie correction are equal to the law by construction, the
    ///     others must be proven}
    static List<Form.Scale> of(Law law) {
        List<Form.Scale> forms = new ArrayList<>();
        if (law.scale() instanceof Dyadic scale) {
            int shift = Math.max(0, -scale.exponent());
            BigInteger multiplier = scale.shiftLeft(shift).floor();
            Real addend = law.offset().times(Dyadic.powerOfTwo(shift));
            for (Rounding plain : withoutTies(law.rounding())) {
                forms.add(new Form.Scale(multiplier, addend(plain, addend, shift), shift, Rounding.FLOOR));
            }
            if (addend.isInteger()) {
                forms.add(new Form.Scale(multiplier, addend.floor(), shift, law.rounding()));
            }
        }
        return forms;
    }

    /// {@return the product and sum of integers that the law is by construction; nothing where one of
    ///     its numbers is no integer}
    static Optional<Form> whole(Law law) {
        return law.scale().isInteger() && law.offset().isInteger()
                ? Optional.of(new Form.Scale(law.scale().floor(), law.offset().floor(), 0, Rounding.FLOOR))
                : Optional.empty();
    }

    /// {@return the shift, tie-corrected where its ties matter, that the law is by construction;
    ///     nothing where its scale is no power of two}
    static Optional<Form> shift(Law law) {
        if (!(law.scale() instanceof Dyadic scale) || !scale.mantissa().abs().equals(BigInteger.ONE)) {
            return Optional.empty();
        }
        int shift = Math.max(0, -scale.exponent());
        Real addend = law.offset().times(Dyadic.powerOfTwo(shift));
        // Where no integer lands halfway between two, nearest is nearest whatever its tie rule.
        Real halves = shift > 0 ? addend : addend.times(Dyadic.of(2));
        boolean noTies = !halves.isInteger() && law.rounding().isNearest();
        Rounding mode = noTies ? Rounding.HALF_UP : law.rounding();
        if (isFloor(mode)) {
            BigInteger multiplier = scale.shiftLeft(shift).floor();
            return Optional.of(new Form.Scale(multiplier, addend(mode, addend, shift), shift, Rounding.FLOOR));
        }
        return of(law).stream()
                .filter(form -> form.rounding() == law.rounding())
                .<Form>map(form -> shift == 0 ? plain(form) : form)
                .findFirst();
    }

    /// An integer rounds to itself in every mode.
    private static Form plain(Form.Scale form) {
        return new Form.Scale(form.multiplier(), form.addend(), 0, Rounding.FLOOR);
    }

    /// {@return whether a floor with the right addend is this mode on all numbers}
    static boolean isFloor(Rounding mode) {
        return withoutTies(mode).equals(List.of(mode));
    }

    /// {@return the modes that a floor with an addend can stand for, among them those that may agree
    ///     with `mode`}
    private static List<Rounding> withoutTies(Rounding mode) {
        return switch (mode) {
            case FLOOR, CEIL, HALF_UP, HALF_DOWN -> List.of(mode);
            case TOWARD_ZERO, AWAY -> List.of(Rounding.FLOOR, Rounding.CEIL);
            case HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD -> List.of(Rounding.HALF_UP, Rounding.HALF_DOWN);
        };
    }

    /// {@return the integer that, added before a floor, rounds `n + addend` as `mode` does, for every
    ///     integer `n`: `floor((n + b) / 2^s) = floor((n + floor(b)) / 2^s)`}
    private static BigInteger addend(Rounding mode, Real addend, int shift) {
        Real half = Dyadic.powerOfTwo(shift - 1);
        BigInteger top = BigInteger.ONE.shiftLeft(shift).subtract(BigInteger.ONE);
        return switch (mode) {
            case FLOOR -> addend.floor();
            case CEIL -> Rounding.CEIL.apply(addend).add(top);
            case HALF_UP -> addend.plus(half).floor();
            case HALF_DOWN -> Rounding.CEIL.apply(addend.minus(half)).add(top);
            case TOWARD_ZERO, AWAY, HALF_AWAY, HALF_TOWARD_ZERO, HALF_EVEN, HALF_ODD ->
                throw new IllegalArgumentException(mode + " is no floor");
        };
    }
}
