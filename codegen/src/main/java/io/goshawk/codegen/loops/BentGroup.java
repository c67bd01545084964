package io.goshawk.codegen.loops;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.List;

/// The group of channels whose forms are [Form.Bent].
final class BentGroup {
    private BentGroup() {}

    /// {@return the group of `members`, of which all are bent and round alike}
    static ChannelGroup of(ChannelGrouping names, Rounding rounding, Column places, List<Requantizer> members) {
        List<Sides> sides = members.stream().map(Sides::of).toList();
        ChannelGroup.Limits limits = names.limits(members);
        IntRange sum = ChannelGrouping.hull(
                sides, side -> side.below().sum().union(side.above().sum()));
        IntRange wide = ChannelGrouping.hull(
                sides, side -> side.below().wide().union(side.above().wide()));
        Column first = names.column("first", sides, Sides::pivot);
        IntRange pivots = ChannelGrouping.hull(members, Requantizer::interval);
        return new ChannelGroup.Bent(
                places,
                "clamp(round((x * m + a) / 2^s)) with other m and a below a pivot",
                first,
                pivots.union(first.range()),
                names.column("lowMultiplier", sides, side -> side.below().multiplier()),
                names.column("lowAddend", sides, side -> side.below().addend()),
                names.column("multiplier", sides, side -> side.above().multiplier()),
                names.column("addend", sides, side -> side.above().addend()),
                names.column(
                        "shift", sides, side -> BigInteger.valueOf(side.above().shift())),
                rounding,
                sum,
                wide.union(ChannelGrouping.range(limits)),
                limits);
    }

    /// The terms on both sides of a pivot, of one shift.
    private record Sides(BigInteger pivot, ScaleTerms below, ScaleTerms above) {
        static Sides of(Requantizer member) {
            Form.Bent form = (Form.Bent) member.form();
            IntRange interval = member.interval();
            BigInteger pivot =
                    form.pivot().max(interval.min()).min(interval.max().add(BigInteger.ONE));
            // A side that no integer lies on is computed at the end next to it.
            BigInteger last = pivot.subtract(BigInteger.ONE).max(interval.min());
            IntRange left = new IntRange(interval.min(), last);
            IntRange right = new IntRange(pivot.min(interval.max()), interval.max());
            int shift =
                    Math.max(ScaleTerms.usefulShift(form.below(), left), ScaleTerms.usefulShift(form.above(), right));
            return new Sides(
                    pivot, ScaleTerms.of(form.below(), left, shift), ScaleTerms.of(form.above(), right, shift));
        }
    }
}
