package io.goshawk.codegen.loops;

import io.goshawk.codegen.Names;
import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Sorts the channels of a requantisation into groups that one loop each can compute.
final class ChannelGrouping {
    private final String layer;
    private final Names names;

    /// @param layer the layer's name, to which the names of its constants are added
    ChannelGrouping(String layer, Names names) {
        this.layer = layer;
        this.names = names;
    }

    /// {@return the groups, each place of `channels` in one of them}
    List<ChannelGroup> group(List<Requantizer> channels) {
        Map<Key, List<Integer>> sorted = new TreeMap<>();
        for (int place = 0; place < channels.size(); place++) {
            sorted.computeIfAbsent(Key.of(channels.get(place).form()), _ -> new ArrayList<>())
                    .add(place);
        }
        List<ChannelGroup> groups = new ArrayList<>();
        sorted.forEach((key, places) -> groups.add(
                group(key, column(places), places.stream().map(channels::get).toList())));
        return groups;
    }

    /// What the channels of a group have in common.
    private record Key(Kind kind, Rounding rounding) implements Comparable<Key> {
        enum Kind {
            SCALE,
            QUOTIENT,
            BENT,
            RISING,
            FALLING,
            TABLE
        }

        static Key of(Form form) {
            return switch (form) {
                case Form.Scale scale ->
                    new Key(Kind.SCALE, ScaleTerms.of(scale).rounding());
                case Form.Quotient quotient -> new Key(Kind.QUOTIENT, quotient.rounding());
                case Form.Bent bent ->
                    new Key(Kind.BENT, ScaleTerms.of(bent.above()).rounding());
                case Form.Thresholds thresholds ->
                    new Key(thresholds.falling() ? Kind.FALLING : Kind.RISING, Rounding.FLOOR);
                case Form.Table _ -> new Key(Kind.TABLE, Rounding.FLOOR);
            };
        }

        @Override
        public int compareTo(Key other) {
            int byKind = kind.compareTo(other.kind);
            return byKind != 0 ? byKind : rounding.compareTo(other.rounding);
        }
    }

    private ChannelGroup group(Key key, Column places, List<Requantizer> members) {
        return switch (key.kind()) {
            case SCALE -> scaled(key.rounding(), places, members);
            case QUOTIENT -> QuotientGroup.of(this, key.rounding(), places, members);
            case BENT -> BentGroup.of(this, key.rounding(), places, members);
            case RISING, FALLING -> counted(key.kind() == Key.Kind.FALLING, places, members);
            case TABLE -> lookedUp(places, members);
        };
    }

    private ChannelGroup scaled(Rounding rounding, Column places, List<Requantizer> members) {
        List<ScaleTerms> terms = members.stream().map(ScaleTerms::of).toList();
        IntRange sum = hull(terms, ScaleTerms::sum);
        ChannelGroup.Limits limits = limits(members);
        IntRange wide = hull(terms, ScaleTerms::wide).union(range(limits));
        return new ChannelGroup.Scaled(
                places,
                "clamp(round((x * m + a) / 2^s)), rounding " + stated(members),
                column("multiplier", terms, ScaleTerms::multiplier),
                column("addend", terms, ScaleTerms::addend),
                column("shift", terms, term -> BigInteger.valueOf(term.shift())),
                rounding,
                sum,
                wide,
                limits);
    }

    /// The modes as the graph states them; CEIL, HALF_UP and HALF_DOWN are in the addends.
    private static String stated(List<Requantizer> members) {
        List<String> modes = members.stream()
                .map(member -> ((Form.Scale) member.form()).rounding().name())
                .distinct()
                .sorted()
                .toList();
        return String.join(", ", modes);
    }

    private ChannelGroup counted(boolean falling, Column places, List<Requantizer> members) {
        List<List<BigInteger>> clipped =
                members.stream().map(ChannelGrouping::clippedThresholds).toList();
        // At least one, so that the array is not empty where every channel is constant.
        int longest = Math.max(1, clipped.stream().mapToInt(List::size).max().orElse(0));
        BigInteger never = members.stream()
                .map(member -> member.interval().max())
                .reduce(BigInteger::max)
                .orElseThrow()
                .add(BigInteger.ONE);
        List<List<BigInteger>> rows =
                clipped.stream().map(row -> padded(row, longest, never)).toList();
        ChannelGroup.Limits limits = limits(members);
        Column base = column("base", members, member -> ((Form.Thresholds) member.form()).base());
        IntRange counts = falling ? IntRange.of(-longest, 0) : IntRange.of(0, longest);
        return new ChannelGroup.Counted(
                places,
                "clamp(base " + (falling ? "-" : "+") + " how many thresholds x reaches)",
                new Grid(names.unique(layer + "_thresholds"), rows),
                base,
                falling,
                base.range().plus(counts).union(range(limits)).union(counts),
                limits);
    }

    /// A threshold below every value of the interval is always reached, one above never: neither needs
    /// more bits.
    private static List<BigInteger> clippedThresholds(Requantizer member) {
        IntRange interval = member.interval();
        IntRange useful = new IntRange(interval.min(), interval.max().add(BigInteger.ONE));
        return ((Form.Thresholds) member.form())
                .thresholds().stream().map(useful::clamp).toList();
    }

    private ChannelGroup lookedUp(Column places, List<Requantizer> members) {
        List<List<BigInteger>> tables = members.stream()
                .map(member -> ((Form.Table) member.form())
                        .values().stream().map(member.law().clamp()::clamp).toList())
                .toList();
        int longest = tables.stream().mapToInt(List::size).max().orElse(0);
        List<List<BigInteger>> rows =
                tables.stream().map(row -> padded(row, longest, row.getLast())).toList();
        Column first = column("first", members, member -> ((Form.Table) member.form()).first());
        IntRange index = IntRange.of(0, longest);
        for (Requantizer member : members) {
            index = index.union(member.interval()).union(member.interval().minus(first.range()));
        }
        return new ChannelGroup.LookedUp(
                places,
                "values[x - first]",
                first,
                new Grid(names.unique(layer + "_table"), rows),
                index,
                limits(members));
    }

    private static List<BigInteger> padded(List<BigInteger> row, int length, BigInteger filler) {
        return IntStream.range(0, length)
                .mapToObj(i -> i < row.size() ? row.get(i) : filler)
                .toList();
    }

    ChannelGroup.Limits limits(List<Requantizer> members) {
        boolean bind = members.stream().anyMatch(ChannelGrouping::binds);
        return new ChannelGroup.Limits(
                column("low", members, member -> member.law().clamp().min()),
                column("high", members, member -> member.law().clamp().max()),
                bind);
    }

    /// Forms but tables are monotone, so the values at the interval's ends bound all others; tables are
    /// clamped here.
    private static boolean binds(Requantizer member) {
        return switch (member.form()) {
            case Form.Scale _, Form.Quotient _, Form.Thresholds _ -> binds(member.form(), member);
            case Form.Bent bent -> binds(bent.below(), member) || binds(bent.above(), member);
            case Form.Table _ -> false;
        };
    }

    private static boolean binds(Form form, Requantizer member) {
        IntRange clamp = member.law().clamp();
        return !clamp.contains(form.apply(member.interval().min()))
                || !clamp.contains(form.apply(member.interval().max()));
    }

    static IntRange range(ChannelGroup.Limits limits) {
        return limits.bind() ? limits.low().range().union(limits.high().range()) : IntRange.of(0, 0);
    }

    private Column column(List<Integer> places) {
        return new Column(
                names.unique(layer + "_channels"),
                places.stream().map(BigInteger::valueOf).toList());
    }

    <T> Column column(String what, List<T> members, Function<T, BigInteger> constant) {
        List<BigInteger> values = members.stream().map(constant).toList();
        boolean uniform = values.stream().allMatch(values.getFirst()::equals);
        return new Column(uniform ? what : names.unique(layer + "_" + what), values);
    }

    static <T> IntRange hull(List<T> members, Function<T, IntRange> range) {
        return members.stream().map(range).reduce(IntRange::union).orElseThrow();
    }
}
