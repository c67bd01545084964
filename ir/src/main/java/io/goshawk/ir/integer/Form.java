package io.goshawk.ir.integer;

import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.List;

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

    /// `base + n` (or `base - n` where `falling`), with `n` the number of thresholds `t` that `x >= t`.
    ///
    /// @param thresholds not decreasing; a threshold that stands twice is a step of two
    record Thresholds(BigInteger base, boolean falling, List<BigInteger> thresholds) implements Form {
        public Thresholds {
            thresholds = List.copyOf(thresholds);
            for (int i = 1; i < thresholds.size(); i++) {
                if (thresholds.get(i - 1).compareTo(thresholds.get(i)) > 0) {
                    throw new IllegalArgumentException("thresholds out of order: " + thresholds);
                }
            }
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
            values = List.copyOf(values);
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
