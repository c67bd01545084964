package io.goshawk.passes.integer;

import io.goshawk.ir.integer.Staircase;
import io.goshawk.ir.integer.StepFunction;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// On how many integers two step functions differ, and by how much at most.
///
/// Counted on their steps: between two neighbouring steps of either both are constant.
///
/// @param different how many integers get another value
/// @param values how many integers there are
/// @param most the largest difference
public record Mismatch(BigInteger different, BigInteger values, BigInteger most) {
    /// {@return what `a` and `b` make different of `interval`; nothing where one of them has too many
    ///     steps to list}
    public static Optional<Mismatch> between(StepFunction a, StepFunction b, IntRange interval) {
        BigInteger limit = BigInteger.valueOf(Staircase.MAX_STEPS);
        if (Staircase.stepsAtMost(a, interval)
                        .max(Staircase.stepsAtMost(b, interval))
                        .compareTo(limit)
                > 0) {
            return Optional.empty();
        }
        return Optional.of(between(Staircase.of(a, interval), Staircase.of(b, interval)));
    }

    private static Mismatch between(Staircase a, Staircase b) {
        BigInteger different = BigInteger.ZERO;
        BigInteger most = BigInteger.ZERO;
        BigInteger from = a.interval().min();
        int left = 0;
        int right = 0;
        while (from.compareTo(a.interval().max()) <= 0) {
            BigInteger to = a.tread(left).max().min(b.tread(right).max());
            BigInteger apart = a.valueOf(left).subtract(b.valueOf(right)).abs();
            if (apart.signum() > 0) {
                different = different.add(to.subtract(from).add(BigInteger.ONE));
                most = most.max(apart);
            }
            left += a.tread(left).max().equals(to) ? 1 : 0;
            right += b.tread(right).max().equals(to) ? 1 : 0;
            from = to.add(BigInteger.ONE);
        }
        return new Mismatch(different, a.interval().count(), most);
    }

    /// {@return all of `parts` together}
    public static Mismatch sum(List<Mismatch> parts) {
        return parts.stream()
                .reduce(
                        new Mismatch(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO),
                        (a, b) ->
                                new Mismatch(a.different.add(b.different), a.values.add(b.values), a.most.max(b.most)));
    }
}
