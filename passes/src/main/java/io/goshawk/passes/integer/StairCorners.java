package io.goshawk.passes.integer;

import io.goshawk.ir.integer.LongSteps;
import io.goshawk.ir.integer.Staircase;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The [StairPoints] of a staircase in longs, and the few of them that the others follow from.
///
/// A line that lies above two points lies above all on the line between them, so of all floors those on
/// their upper hull are enough, and of all ceilings those on their lower one. What `divided` does to
/// points keeps hulls only among those whose level begins at the same place before it and on the same
/// side of it: with each rounding there are at most two such kinds.
final class StairCorners {
    /// Of places where levels begin.
    private static final int KINDS = 6;

    private final LongPoints floors;
    private final LongPoints ceilings;
    /// The level that heights are counted from.
    private final long ground;

    private StairCorners(LongPoints floors, LongPoints ceilings, long ground) {
        this.floors = floors;
        this.ceilings = ceilings;
        this.ground = ground;
    }

    /// {@return what `stairs` asks for, as [StairPoints#of]; nothing where its numbers are too large}
    ///
    /// @param stairs rising
    /// @param clamp what a later clamp still cuts off
    static Optional<StairCorners> of(Staircase stairs, IntRange clamp) {
        IntRange interval = stairs.interval();
        BigInteger width = interval.max().subtract(interval.min());
        BigInteger height = stairs.valueAtMax().subtract(stairs.valueAtMin()).add(BigInteger.ONE);
        return width.bitLength() + height.bitLength() <= Steepness.LONG_BITS
                ? stairs.inLongs().map(steps -> of(stairs, steps, clamp))
                : Optional.empty();
    }

    private static StairCorners of(Staircase stairs, LongSteps steps, IntRange clamp) {
        Steepness.Point origin = new Steepness.Point(stairs.interval().min(), stairs.valueAtMin());
        long from = origin.x().longValueExact();
        long ground = origin.y().longValueExact();
        int more = stairs.valueAtMin().compareTo(clamp.min()) > 0 ? 1 : 0;
        int last = stairs.valueAtMax().compareTo(clamp.max()) < 0 ? 1 : 0;
        // A first floor lies at the origin, where room is made.
        LongPoints floors = LongPoints.room(origin, steps.size() + more);
        LongPoints ceilings = LongPoints.room(origin, steps.size() + last);
        long level = 0;
        for (int i = 0; i < steps.size(); i++) {
            long place = steps.place(i) - from;
            ceilings.set(i, place - 1, level + 1);
            level = steps.value(i) - ground;
            floors.set(i + more, place, level);
        }
        if (last > 0) {
            ceilings.set(steps.size(), stairs.interval().max().longValueExact() - from, level + 1);
        }
        return new StairCorners(floors, ceilings, ground);
    }

    /// {@return as [StairPoints#below]}
    Optional<Steepness.Pair> below() {
        return Steepness.most(ceilings, floors);
    }

    /// {@return as [StairPoints#above]}
    Optional<Steepness.Pair> above() {
        return Steepness.most(ceilings.mirrored(), floors.mirrored());
    }

    /// {@return the points that the others follow from, however many places `rounding` then divides by}
    StairPoints outline(Rounding rounding) {
        return new StairPoints(hull(floors, rounding, true), hull(ceilings, rounding, false));
    }

    private List<Steepness.Point> hull(LongPoints points, Rounding rounding, boolean upper) {
        boolean[] kept = new boolean[points.size()];
        int[] corners = new int[points.size()];
        for (int kind = 0; kind < KINDS; kind++) {
            int count = 0;
            for (int i = 0; i < points.size(); i++) {
                if (kind(rounding, points.y(i) + ground) == kind) {
                    while (count > 1 && !turns(points, corners[count - 2], corners[count - 1], i, upper)) {
                        count--;
                    }
                    corners[count++] = i;
                }
            }
            for (int i = 0; i < count; i++) {
                kept[corners[i]] = true;
            }
        }
        List<Steepness.Point> hull = new ArrayList<>();
        for (int i = 0; i < kept.length; i++) {
            if (kept[i]) {
                hull.add(points.point(i));
            }
        }
        return hull;
    }

    /// {@return where `level` begins: how far before it, and on which side of the place}
    private static int kind(Rounding rounding, long level) {
        int lead = (int) (2 * level - rounding.doubledBoundary(level));
        return 2 * lead + (rounding.boundaryIncluded(level) ? 1 : 0);
    }

    /// {@return whether the way over `b` from `a` to `c` turns down, or up}
    private static boolean turns(LongPoints points, int a, int b, int c, boolean down) {
        long left = (points.y(c) - points.y(a)) * (points.x(b) - points.x(a));
        long right = (points.y(b) - points.y(a)) * (points.x(c) - points.x(a));
        return down ? left < right : left > right;
    }
}
