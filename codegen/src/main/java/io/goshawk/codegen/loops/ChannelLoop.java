package io.goshawk.codegen.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The head, in C++, of the loop over all elements that a group of channels computes.
///
/// @param variable what counts, from 0 to `count - 1`
/// @param setup lines at the body's begin
/// @param at the index of the element, in terms of what was set up
/// @param place which member of the group the element's channel is
public record ChannelLoop(String variable, int count, List<String> setup, String at, String place) {
    public ChannelLoop {
        setup = List.copyOf(setup);
    }

    /// {@return the loop over the elements of `group` in `layer`}
    public static ChannelLoop of(LoopLayer.Requantization layer, ChannelGroup group) {
        int members = group.places().values().size();
        boolean whole = members == layer.channels();
        if (layer.channels() == 1) {
            return new ChannelLoop("i", layer.outer() * layer.inner(), List.of(), "i", "0");
        }
        if (layer.outer() == 1 && layer.inner() == 1) {
            return whole
                    ? new ChannelLoop("channel", members, List.of(), "channel", "channel")
                    : new ChannelLoop("place", members, List.of(channelLine(group)), "channel", "place");
        }
        List<String> setup = new ArrayList<>();
        if (!whole || hasColumns(group)) {
            setup.add(
                    "const int place = i" + (layer.inner() == 1 ? "" : " / " + layer.inner()) + " % " + members + ";");
        }
        if (!whole) {
            setup.add(channelLine(group));
            setup.add("const int at = (i / %d * %d + channel) * %d + i %% %d;"
                    .formatted(members * layer.inner(), layer.channels(), layer.inner(), layer.inner()));
        }
        return new ChannelLoop("i", layer.outer() * members * layer.inner(), setup, whole ? "i" : "at", "place");
    }

    private static String channelLine(ChannelGroup group) {
        return "const int channel = " + group.places().name() + "[place];";
    }

    /// {@return whether the group's places must be listed in an array}
    public static boolean needsPlaces(LoopLayer.Requantization layer, ChannelGroup group) {
        return group.places().values().size() != layer.channels();
    }

    /// {@return whether some constant of the group differs from channel to channel}
    private static boolean hasColumns(ChannelGroup group) {
        boolean limits = group.limits().bind()
                && !(group.limits().low().isUniform() && group.limits().high().isUniform());
        return limits
                || switch (group) {
                    case ChannelGroup.Scaled s ->
                        !(s.multiplier().isUniform()
                                && s.addend().isUniform()
                                && s.shift().isUniform());
                    case ChannelGroup.Divided d ->
                        !(d.multiplier().isUniform()
                                && d.addend().isUniform()
                                && d.divisor().isUniform());
                    case ChannelGroup.Bent b ->
                        !(b.first().isUniform()
                                && b.lowMultiplier().isUniform()
                                && b.lowAddend().isUniform()
                                && b.multiplier().isUniform()
                                && b.addend().isUniform()
                                && b.shift().isUniform());
                    case ChannelGroup.Counted c ->
                        !(c.thresholds().isUniform() && c.base().isUniform());
                    case ChannelGroup.LookedUp l ->
                        !(l.first().isUniform() && l.values().isUniform());
                };
    }

    /// {@return which channels the group holds, for a comment}
    public static String channels(LoopLayer.Requantization layer, ChannelGroup group) {
        List<Integer> places = group.places().values().stream()
                .map(value -> value.intValueExact())
                .toList();
        if (layer.channels() == 1 || places.size() == layer.channels()) {
            return "all channels";
        }
        boolean gapless = IntStream.range(1, places.size()).allMatch(i -> places.get(i) == places.get(i - 1) + 1);
        return places.size() == 1
                ? "channel " + places.getFirst()
                : (gapless ? "channels " : places.size() + " channels of ") + places.getFirst() + " to "
                        + places.getLast();
    }
}
