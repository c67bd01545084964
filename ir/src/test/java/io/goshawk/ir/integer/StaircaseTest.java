package io.goshawk.ir.integer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rational;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StaircaseTest {
    private static final Real THIRD = Rational.of(BigInteger.ONE, BigInteger.valueOf(3));
    private static final Real ROOT = Real.sqrt(Dyadic.of(2));
    private static final IntRange INTERVAL = IntRange.of(-37, 41);

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void everyIntegerHasTheLawsValue(Rounding rounding) {
        List<Real> scales = List.of(
                Dyadic.powerOfTwo(-2),
                Dyadic.of(3),
                Dyadic.exactly(0.375),
                THIRD,
                ROOT,
                ROOT.times(THIRD),
                Dyadic.ZERO);
        List<Real> offsets = List.of(Dyadic.ZERO, Dyadic.powerOfTwo(-1), Dyadic.exactly(-2.25), THIRD);
        for (Real scale : scales) {
            for (Real offset : offsets) {
                for (Real signed : List.of(scale, scale.negate())) {
                    check(new Law(signed, offset, rounding, IntRange.of(-100, 100)));
                    check(new Law(signed, offset, rounding, IntRange.of(-3, 2)));
                }
            }
        }
        check(new Law(ROOT, ROOT.negate(), rounding, IntRange.of(-8, 7)));
    }

    private static void check(Law law) {
        Staircase stairs = Staircase.of(law, INTERVAL);
        for (int x = -37; x <= 41; x++) {
            BigInteger big = BigInteger.valueOf(x);
            assertThat(stairs.apply(big)).as("%s at %d", law, x).isEqualTo(law.apply(big));
        }
        Stream<BigInteger> treads =
                Stream.iterate(0, i -> i < stairs.treads(), i -> i + 1).map(stairs::valueOf);
        assertThat(treads).as("%s", law).doesNotHaveDuplicates();
        assertThat(stairs.valueAtMax()).isEqualTo(law.apply(INTERVAL.max()));
        assertThat(stairs.rising() && stairs.falling()).isFalse();
        assertThat(stairs.tread(stairs.treads() - 1).max()).isEqualTo(INTERVAL.max());
    }

    @Test
    void aWideClampOnAShortIntervalIsCheap() {
        Law law = new Law(
                Dyadic.powerOfTwo(60), Dyadic.ZERO, Rounding.FLOOR, IntRange.of(Long.MIN_VALUE, Long.MAX_VALUE));
        assertThat(Staircase.of(law, IntRange.of(-4, 4)).treads()).isEqualTo(9);
    }

    @Test
    void tooManyStepsAreRefused() {
        Law law = new Law(Dyadic.ONE, Dyadic.ZERO, Rounding.FLOOR, IntRange.of(Integer.MIN_VALUE, Integer.MAX_VALUE));
        IntRange wide = IntRange.of(0, 1L << 21);
        assertThatThrownBy(() -> Staircase.of(law, wide)).isInstanceOf(IllegalArgumentException.class);
    }

    /// The same law far up the axis is counted in larger numbers.
    @ParameterizedTest
    @EnumSource(Rounding.class)
    void longsAndLargeNumbersCountTheSameSteps(Rounding rounding) {
        BigInteger up = BigInteger.ONE.shiftLeft(70);
        for (Real scale : List.of(THIRD, ROOT, Dyadic.exactly(0.375), THIRD.negate())) {
            Law near = new Law(scale, THIRD, rounding, IntRange.of(-10, 10));
            Law far = new Law(scale, THIRD.minus(scale.times(Dyadic.of(up))), rounding, IntRange.of(-10, 10));
            Staircase longs = Staircase.of(near, INTERVAL);
            Staircase large = Staircase.of(
                    far, new IntRange(INTERVAL.min().add(up), INTERVAL.max().add(up)));
            assertThat(longs.inLongs()).isPresent();
            assertThat(large.inLongs()).isEmpty();
            assertThat(large.steps().stream()
                            .map(step -> new Staircase.Step(step.first().subtract(up), step.value())))
                    .containsExactlyElementsOf(longs.steps());
        }
    }
}
