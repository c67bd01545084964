package io.goshawk.ir.integer;

import io.goshawk.ir.num.LongIntegers;
import io.goshawk.ir.num.Rational;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.num.Surd;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// How a requantisation is computed from integers alone.
public sealed interface Form {
    /// `rounding((x * multiplier + addend) / 2^shift)`.
    ///
    /// A wire, a shift, a tie-corrected shift and `(x * m + c) >> s` are all of this form: FLOOR is the
    /// plain arithmetic shift, HALF_EVEN adds the tie correction `(y + 2^(s-1) - 1 + ((y >> s) & 1)) >>
    /// s`.
    ///
    /// @param multiplier may be negative
    /// @param shift not negative
    record Scale(BigInteger multiplier, BigInteger addend, int shift, Rounding rounding) implements Form {
        public Scale {
            if (shift < 0) {
                throw new IllegalArgumentException("a negative shift: " + shift);
            }
        }

        @Override
        public BigInteger apply(BigInteger x) {
            return rounding.shiftRight(x.multiply(multiplier).add(addend), shift);
        }
    }

    /// `rounding((x * multiplier + addend) / divisor)`: for ties that fall to either side of a scale
    /// that is no dyadic number, such as `x / 6` to even, over more levels than can be listed.
    ///
    /// @param divisor positive
    /// @param rounding FLOOR, or to nearest with ties that depend on the integers beside them:
    ///     HALF_EVEN, HALF_ODD, HALF_AWAY, HALF_TOWARD_ZERO
    record Quotient(BigInteger multiplier, BigInteger addend, BigInteger divisor, Rounding rounding) implements Form {
        public Quotient {
            if (divisor.signum() <= 0) {
                throw new IllegalArgumentException("not a positive divisor: " + divisor);
            }
            switch (rounding) {
                case FLOOR, HALF_EVEN, HALF_ODD, HALF_AWAY, HALF_TOWARD_ZERO -> {}
                case CEIL, HALF_UP, HALF_DOWN, TOWARD_ZERO, AWAY ->
                    throw new IllegalArgumentException(rounding + " of a quotient has another form");
            }
        }

        /// {@return the quotient that `law` is by construction, before its clamp; nothing where its
        ///     numbers are irrational or it rounds by the sign}
        public static Optional<Quotient> of(Law law) {
            if (law.scale() instanceof Surd || law.offset() instanceof Surd) {
                return Optional.empty();
            }
            Rational scale = Rational.of(law.scale());
            Rational offset = Rational.of(law.offset());
            BigInteger common = scale.denominator().multiply(offset.denominator());
            BigInteger rise = scale.numerator().multiply(offset.denominator());
            BigInteger start = offset.numerator().multiply(scale.denominator());
            BigInteger last = common.subtract(BigInteger.ONE);
            return switch (law.rounding()) {
                case FLOOR, HALF_EVEN, HALF_ODD, HALF_AWAY, HALF_TOWARD_ZERO ->
                    Optional.of(reduced(rise, start, common, law.rounding()));
                case CEIL -> Optional.of(reduced(rise, start.add(last), common, Rounding.FLOOR));
                case HALF_UP -> Optional.of(halves(rise, start, common, common));
                case HALF_DOWN -> Optional.of(halves(rise, start, common, last));
                case TOWARD_ZERO, AWAY -> Optional.empty();
            };
        }

        /// {@return the floor of `(2 * (rise * x + start) + more) / (2 * common)`}
        private static Quotient halves(BigInteger rise, BigInteger start, BigInteger common, BigInteger more) {
            BigInteger doubled = start.shiftLeft(1).add(more);
            return reduced(rise.shiftLeft(1), doubled, common.shiftLeft(1), Rounding.FLOOR);
        }

        private static Quotient reduced(BigInteger rise, BigInteger start, BigInteger divisor, Rounding rounding) {
            // A floor knows no fractions of the common step of its numerators.
            BigInteger divides = rise.gcd(divisor);
            BigInteger shared = rounding == Rounding.FLOOR ? divides : divides.gcd(start);
            BigInteger addend = Rounding.FLOOR.quotient(start, shared);
            return new Quotient(rise.divide(shared), addend, divisor.divide(shared), rounding);
        }

        @Override
        public BigInteger apply(BigInteger x) {
            return rounding.quotient(x.multiply(multiplier).add(addend), divisor);
        }
    }

    /// `base + n` (or `base - n` where `falling`), with `n` the number of thresholds `t` that `x >= t`.
    ///
    /// @param thresholds not decreasing; a threshold that stands twice is a step of two
    record Thresholds(BigInteger base, boolean falling, List<BigInteger> thresholds) implements Form {
        public Thresholds {
            thresholds = LongIntegers.copyOf(thresholds);
            if (!inOrder(thresholds)) {
                throw new IllegalArgumentException("thresholds out of order: " + thresholds);
            }
        }

        private static boolean inOrder(List<BigInteger> thresholds) {
            return thresholds instanceof LongIntegers longs
                    ? longs.rises()
                    : IntStream.range(1, thresholds.size())
                            .allMatch(i -> thresholds.get(i - 1).compareTo(thresholds.get(i)) <= 0);
        }

        @Override
        public BigInteger apply(BigInteger x) {
            int low = 0;
            int high = thresholds.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (x.compareTo(thresholds.get(middle)) >= 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return falling ? base.subtract(BigInteger.valueOf(low)) : base.add(BigInteger.valueOf(low));
        }
    }

    /// `values[x - first]`; only for `x` within.
    record Table(BigInteger first, List<BigInteger> values) implements Form {
        public Table {
            values = LongIntegers.copyOf(values);
        }

        @Override
        public BigInteger apply(BigInteger x) {
            return values.get(x.subtract(first).intValueExact());
        }
    }

    /// `x < pivot ? below(x) : above(x)`: one multiplication, one addition and one shift with two sets
    /// of constants.
    ///
    /// @param below, above of one shift and one rounding
    record Bent(BigInteger pivot, Scale below, Scale above) implements Form {
        public Bent {
            if (below.shift() != above.shift() || below.rounding() != above.rounding()) {
                throw new IllegalArgumentException("the two sides shift or round differently: " + below + ", " + above);
            }
        }

        @Override
        public BigInteger apply(BigInteger x) {
            return (x.compareTo(pivot) < 0 ? below : above).apply(x);
        }
    }

    /// {@return the form's value at `x`, before any clamp}
    BigInteger apply(BigInteger x);
}
