package io.goshawk.ir.num;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.ir.IntType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IntRangeTest {
    private static List<IntRange> all() {
        List<IntRange> ranges = new ArrayList<>();
        for (int min = -4; min <= 4; min++) {
            for (int max = min; max <= 4; max++) {
                ranges.add(IntRange.of(min, max));
            }
        }
        return ranges;
    }

    /// The hull of what `function` makes of every pair.
    private static IntRange hull(IntRange a, IntRange b, LongBinaryOperator function) {
        long[] results = LongStream.rangeClosed(a.min().longValue(), a.max().longValue())
                .flatMap(
                        x -> LongStream.rangeClosed(b.min().longValue(), b.max().longValue())
                                .map(y -> function.applyAsLong(x, y)))
                .sorted()
                .toArray();
        return IntRange.of(results[0], results[results.length - 1]);
    }

    @Test
    void arithmeticGivesTheHullOfAllPairs() {
        for (IntRange a : all()) {
            for (IntRange b : all()) {
                assertThat(a.plus(b)).isEqualTo(hull(a, b, Long::sum));
                assertThat(a.minus(b)).isEqualTo(hull(a, b, (x, y) -> x - y));
                assertThat(a.union(b)).isEqualTo(hull(a, a, Math::min).union(hull(b, b, Math::max)));
                assertThat(a.contains(b)).isEqualTo(a.union(b).equals(a));
                assertThat(a.clamp(b))
                        .isEqualTo(hull(
                                b,
                                b,
                                (x, _) -> Math.clamp(
                                        x, a.min().longValue(), a.max().longValue())));
                assertThat(a.times(b.min())).isEqualTo(hull(a, IntRange.only(b.min()), (x, y) -> x * y));
            }
            assertThat(a.negate()).isEqualTo(hull(a, a, (x, _) -> -x));
            assertThat(a.shiftLeft(3)).isEqualTo(hull(a, a, (x, _) -> x << 3));
        }
        assertThatThrownBy(() -> IntRange.of(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theNarrowestTypeHoldsARangeAndNoNarrowerOneDoes() {
        for (IntRange range : all()) {
            for (IntRange wide : List.of(range, range.shiftLeft(5), range.plus(IntRange.of(60, 70)))) {
                IntType type = IntType.holding(wide);
                assertThat(type.range().contains(wide)).isTrue();
                assertThat(type.signed()).isEqualTo(wide.min().signum() < 0);
                if (type.bits() > 1) {
                    assertThat(new IntType(type.signed(), type.bits() - 1)
                                    .range()
                                    .contains(wide))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void overflowSaturatesWrapsOrRefuses() {
        IntRange four = IntType.s(4).range();
        for (long x = -50; x <= 50; x++) {
            BigInteger big = BigInteger.valueOf(x);
            assertThat(Overflow.SATURATE.apply(big, four)).isEqualTo(BigInteger.valueOf(Math.clamp(x, -8, 7)));
            assertThat(Overflow.WRAP.apply(big, four)).isEqualTo(BigInteger.valueOf((x << 60) >> 60));
            if (four.contains(big)) {
                assertThat(Overflow.REFUSE.apply(big, four)).isEqualTo(big);
            } else {
                assertThatThrownBy(() -> Overflow.REFUSE.apply(big, four)).isInstanceOf(ArithmeticException.class);
            }
        }
    }
}
