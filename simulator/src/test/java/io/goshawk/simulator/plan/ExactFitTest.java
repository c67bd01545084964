package io.goshawk.simulator.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Fits in doubles are the requantisers that they stand for, also where doubles round on the way.
class ExactFitTest {
    private static final List<Rounding> ROUNDINGS =
            List.of(Rounding.HALF_EVEN, Rounding.HALF_UP, Rounding.HALF_DOWN, Rounding.FLOOR, Rounding.CEIL);
    private static final IntRange CLAMP = IntRange.of(Short.MIN_VALUE, Short.MAX_VALUE);

    @Test
    void theLeastResidueIsTheLeast() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            int modulus = 1 + random.nextInt(200);
            int slope = random.nextInt(400) - 200;
            int start = random.nextInt(400) - 200;
            int count = 1 + random.nextInt(100);
            int least = Integer.MAX_VALUE;
            for (int x = 0; x < count; x++) {
                least = Math.min(least, Math.floorMod(slope * x + start, modulus));
            }
            BigInteger found = Residues.least(
                    BigInteger.valueOf(slope),
                    BigInteger.valueOf(start),
                    BigInteger.valueOf(modulus),
                    BigInteger.valueOf(count));
            assertEquals(least, found.intValueExact(), slope + " x + " + start + " mod " + modulus + ", " + count);
        }
    }

    /// Multipliers that no double holds beside the shift, and now and then a number so near to a tie
    /// that doubles lose it: then there is no fit.
    @Test
    void aFitIsTheRequantizerOnAllItsInterval() {
        Random random = new Random(2);
        int fits = 0;
        int refusals = 0;
        for (int i = 0; i < 600; i++) {
            int shift = 30 + random.nextInt(20);
            BigInteger multiplier = new BigInteger(shift - random.nextInt(6), random).setBit(0);
            long low = -random.nextInt(2000);
            long high = random.nextInt(2000);
            long near = low + random.nextInt((int) (high - low) + 1);
            BigInteger addend = random.nextBoolean()
                    ? new BigInteger(20, random)
                    : nextToTie(multiplier, shift, near, random.nextInt(5) - 2);
            Rounding rounding = ROUNDINGS.get(random.nextInt(ROUNDINGS.size()));
            Requantizer requantizer = scale(multiplier, addend, shift, rounding, IntRange.of(low, high));
            Optional<Fit> fit = ExactFit.of(requantizer);
            if (fit.isEmpty()) {
                refusals++;
                continue;
            }
            fits++;
            for (long x = low; x <= high; x++) {
                BigInteger expected = requantizer.apply(BigInteger.valueOf(x));
                assertEquals(expected.longValueExact(), (long) fit.get().apply(x), () -> "" + requantizer.form());
            }
        }
        assertTrue(fits > 300 && refusals > 30, fits + " fits, " + refusals + " refusals");
    }

    /// {@return an addend with which `x` is `away` steps of `2^-shift` from the middle between two
    ///     integers}
    private static BigInteger nextToTie(BigInteger multiplier, int shift, long x, int away) {
        BigInteger half = BigInteger.ONE.shiftLeft(shift - 1);
        return half.subtract(multiplier.multiply(BigInteger.valueOf(x)).mod(BigInteger.ONE.shiftLeft(shift)))
                .add(BigInteger.valueOf(away));
    }

    private static Requantizer scale(
            BigInteger multiplier, BigInteger addend, int shift, Rounding rounding, IntRange interval) {
        Law law = new Law(new Dyadic(multiplier, -shift), new Dyadic(addend, -shift), rounding, CLAMP);
        return new Requantizer(new Form.Scale(multiplier, addend, shift, rounding), interval, law);
    }
}
