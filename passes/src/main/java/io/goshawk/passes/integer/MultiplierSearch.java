package io.goshawk.passes.integer;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Staircase;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds `(x * m + c) >> s` with the smallest shift that walks a rising staircase exactly.
///
/// Level `k` first reached at `t` asks for `t*m + c >= k*2^s` and `(t-1)*m + c < k*2^s`. For a given `s` each pair of
/// such conditions bounds `m` from one side, so the multipliers that serve are an interval, and for each of them
/// the addends are one too. No trial over accumulator values takes place.
final class MultiplierSearch {
    /// Up to this many conditions every pair is looked at; beyond, only multipliers next to the true slope are tried.
    private static final int ALL_PAIRS = 160;
    /// How many multipliers of the interval are compared for their number of signed digits.
    private static final int COMPARED = 64;

    private final List<Condition> atLeast = new ArrayList<>();
    private final List<Condition> below = new ArrayList<>();
    private final Real slope;
    private final int maxShift;

    /// `x*m + c` must reach `level * 2^s`, or stay below it.
    private record Condition(BigInteger x, BigInteger level) {}

    /// @param stairs rising
    /// @param clamp what a later clamp still cuts off
    /// @param slope of the law behind the staircase, positive
    MultiplierSearch(Staircase stairs, IntRange clamp, Real slope) {
        this.slope = slope;
        this.maxShift = stairs.interval().count().bitLength() + 16;
        if (stairs.valueAtMin().compareTo(clamp.min()) > 0) {
            atLeast.add(new Condition(stairs.interval().min(), stairs.valueAtMin()));
        }
        BigInteger level = stairs.valueAtMin();
        for (Staircase.Step step : stairs.steps()) {
            while (level.compareTo(step.value()) < 0) {
                level = level.add(BigInteger.ONE);
                atLeast.add(new Condition(step.first(), level));
                below.add(new Condition(step.first().subtract(BigInteger.ONE), level));
            }
        }
        if (level.compareTo(clamp.max()) < 0) {
            below.add(new Condition(stairs.interval().max(), level.add(BigInteger.ONE)));
        }
    }

    /// {@return the form with the smallest shift; among its multipliers one with the fewest signed digits}
    Optional<Form.Scale> find() {
        for (int shift = 0; shift <= maxShift; shift++) {
            Optional<Form.Scale> best = Optional.empty();
            for (BigInteger multiplier : multipliers(shift)) {
                Optional<Form.Scale> form = withAddend(multiplier, shift);
                if (form.isPresent() && (best.isEmpty() || cheaper(form.get(), best.get()))) {
                    best = form;
                }
            }
            if (best.isPresent()) {
                return best;
            }
        }
        return Optional.empty();
    }

    private static boolean cheaper(Form.Scale a, Form.Scale b) {
        return SignedDigits.count(a.multiplier()) < SignedDigits.count(b.multiplier());
    }

    private List<BigInteger> multipliers(int shift) {
        BigInteger near = slope.times(Dyadic.powerOfTwo(shift)).floor();
        BigInteger from = near.max(BigInteger.ONE);
        BigInteger to = near.add(BigInteger.ONE);
        if (atLeast.size() + below.size() <= ALL_PAIRS) {
            IntRange all = allMultipliers(shift);
            if (all == null) {
                return List.of();
            }
            from = all.min();
            to = all.max().min(from.add(BigInteger.valueOf(COMPARED)));
        }
        List<BigInteger> list = new ArrayList<>();
        for (BigInteger m = from; m.compareTo(to) <= 0; m = m.add(BigInteger.ONE)) {
            list.add(m);
        }
        return list;
    }

    /// {@return every multiplier that serves at this shift, or null where there is none}
    private IntRange allMultipliers(int shift) {
        BigInteger from = BigInteger.ONE;
        BigInteger to = BigInteger.ONE.shiftLeft(shift + 2).multiply(BigInteger.valueOf(atLeast.size() + 2L));
        for (Condition high : atLeast) {
            for (Condition low : below) {
                // high.x*m - low.x*m > (high.level - low.level) * 2^s
                BigInteger distance = high.x().subtract(low.x());
                BigInteger rise =
                        high.level().subtract(low.level()).shiftLeft(shift).add(BigInteger.ONE);
                if (distance.signum() > 0) {
                    from = from.max(ceilDivide(rise, distance));
                } else if (distance.signum() < 0) {
                    to = to.min(rise.negate().divide(distance.negate()).max(BigInteger.ZERO));
                } else if (rise.signum() > 0) {
                    return null;
                }
                if (from.compareTo(to) > 0) {
                    return null;
                }
            }
        }
        return new IntRange(from, to);
    }

    private static BigInteger ceilDivide(BigInteger dividend, BigInteger divisor) {
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        return parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
    }

    /// {@return the form with this multiplier and the plainest addend that serves}
    private Optional<Form.Scale> withAddend(BigInteger multiplier, int shift) {
        BigInteger from = null;
        BigInteger to = null;
        for (Condition high : atLeast) {
            BigInteger bound = high.level().shiftLeft(shift).subtract(high.x().multiply(multiplier));
            from = from == null ? bound : from.max(bound);
        }
        for (Condition low : below) {
            BigInteger bound = low.level()
                    .shiftLeft(shift)
                    .subtract(BigInteger.ONE)
                    .subtract(low.x().multiply(multiplier));
            to = to == null ? bound : to.min(bound);
        }
        from = from == null ? to : from;
        to = to == null ? from : to;
        if (from == null || from.compareTo(to) > 0) {
            return Optional.empty();
        }
        return Optional.of(new Form.Scale(multiplier, plainest(from, to), shift, Rounding.FLOOR));
    }

    /// {@return the integer of `[from, to]` with the most trailing zeros}
    private static BigInteger plainest(BigInteger from, BigInteger to) {
        if (from.signum() <= 0 && to.signum() >= 0) {
            return BigInteger.ZERO;
        }
        BigInteger best = from;
        for (int zeros = to.subtract(from).bitLength(); zeros >= 0; zeros--) {
            BigInteger candidate =
                    ceilDivide(from, BigInteger.ONE.shiftLeft(zeros)).shiftLeft(zeros);
            if (candidate.compareTo(to) <= 0) {
                return candidate;
            }
            best = candidate;
        }
        return best;
    }
}
