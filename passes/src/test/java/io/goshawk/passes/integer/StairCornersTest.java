package io.goshawk.passes.integer;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.Staircase;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rational;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The corners of a staircase say what all its points say.
class StairCornersTest {
    private static final int LAWS = 400;

    @Test
    void cornersSayWhatAllPointsSay() {
        SplittableRandom random = new SplittableRandom(1511);
        int fewer = 0;
        for (int i = 0; i < LAWS; i++) {
            Law law = law(random);
            IntRange interval = IntRange.of(-random.nextLong(50, 900), random.nextLong(50, 900));
            Staircase stairs = Staircase.of(law, interval);
            if (!stairs.rising()) {
                continue;
            }
            StairPoints all = StairPoints.of(stairs, law.clamp());
            StairCorners corners = StairCorners.of(stairs, law.clamp()).orElseThrow();
            assertThat(corners.below()).as("%s on %s", law, interval).isEqualTo(all.below());
            assertThat(corners.above()).as("%s on %s", law, interval).isEqualTo(all.above());
            StairPoints outline = corners.outline(law.rounding());
            fewer += outline.floors().size() < all.floors().size() / 2 ? 1 : 0;
            for (int shift = 0; shift <= 20; shift++) {
                same(outline.divided(law.rounding(), shift), all.divided(law.rounding(), shift), law);
            }
        }
        assertThat(fewer).as("outlines of less than half the points").isGreaterThan(LAWS / 4);
    }

    private static void same(StairPoints outline, StairPoints all, Law law) {
        Optional<IntRange> slopes = slopes(all);
        assertThat(slopes(outline)).as("%s", law).isEqualTo(slopes);
        slopes.ifPresent(found -> {
            assertThat(outline.addends(found.min())).isEqualTo(all.addends(found.min()));
            assertThat(outline.addends(found.max())).isEqualTo(all.addends(found.max()));
        });
    }

    /// {@return the whole slopes between the bounds; nothing where there are none}
    private static Optional<IntRange> slopes(StairPoints points) {
        Steepness.Pair below = points.below().orElseThrow();
        BigInteger least = Rounding.CEIL.quotient(below.rise(), below.run());
        BigInteger most = points.above()
                .map(pair -> Rounding.FLOOR.quotient(pair.rise().negate(), pair.run()))
                .orElse(least);
        return least.compareTo(most) <= 0 ? Optional.of(new IntRange(least, most)) : Optional.empty();
    }

    private static Law law(SplittableRandom random) {
        Real scale = switch (random.nextInt(3)) {
            case 0 -> new Dyadic(BigInteger.valueOf(random.nextInt(1, 64)), -random.nextInt(5, 9));
            case 1 -> Rational.of(BigInteger.valueOf(random.nextInt(1, 9)), BigInteger.valueOf(random.nextInt(7, 99)));
            default -> Dyadic.exactly((float) random.nextDouble(0.02, 1.2));
        };
        Real offset = random.nextBoolean() ? Dyadic.ZERO : Dyadic.exactly((float) random.nextDouble(-3, 3));
        Rounding rounding = List.of(Rounding.values()).get(random.nextInt(Rounding.values().length));
        int bits = random.nextInt(3, 9);
        return new Law(scale, offset, rounding, IntRange.of(-(1L << bits), (1L << bits) - 1));
    }
}
