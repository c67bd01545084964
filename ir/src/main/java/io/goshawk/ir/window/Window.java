package io.goshawk.ir.window;

import java.util.List;

/// Where a window goes on a feature map; one number for each spatial axis, outermost first.
///
/// @param strides steps from one place to the next, at least 1
/// @param dilations distance of neighbouring taps, at least 1
/// @param before, after padding in front of and behind the map; negative numbers crop
public record Window(List<Integer> strides, List<Integer> dilations, List<Integer> before, List<Integer> after) {
    public Window {
        strides = List.copyOf(strides);
        dilations = List.copyOf(dilations);
        before = List.copyOf(before);
        after = List.copyOf(after);
        if (strides.stream().anyMatch(s -> s < 1) || dilations.stream().anyMatch(d -> d < 1)) {
            throw new IllegalArgumentException("strides " + strides + " and dilations " + dilations + " start at 1");
        }
        if (dilations.size() != strides.size() || before.size() != strides.size() || after.size() != strides.size()) {
            throw new IllegalArgumentException(
                    "strides, dilations and padding of " + strides.size() + " axes differ in number");
        }
    }

    /// {@return how many spatial axes there are}
    public int rank() {
        return strides.size();
    }

    /// {@return whether a window may reach beyond the map}
    public boolean isPadded() {
        return before.stream().anyMatch(p -> p > 0) || after.stream().anyMatch(p -> p > 0);
    }

    /// {@return how many places a kernel of `kernel` taps has along `axis`, on a map of `extent`}
    /// @throws IllegalArgumentException if it fits nowhere
    public int places(int axis, int extent, int kernel) {
        long covered = (long) dilations.get(axis) * (kernel - 1) + 1;
        long free = (long) extent + before.get(axis) + after.get(axis) - covered;
        if (free < 0) {
            throw new IllegalArgumentException("a window of " + covered + " does not fit a map of " + extent
                    + " padded by " + before.get(axis) + " and " + after.get(axis));
        }
        return Math.toIntExact(free / strides.get(axis) + 1);
    }

    /// {@return the first tap along `axis` that does not lie in front of the map, of a window at
    ///     `place`}
    public int firstTap(int axis, int place) {
        long start = start(axis, place);
        return start >= 0 ? 0 : Math.toIntExact((-start + dilations.get(axis) - 1) / dilations.get(axis));
    }

    /// {@return one above the last tap along `axis` that does not lie behind a map of `extent`, or less
    ///     than [#firstTap] where none does}
    public int endTap(int axis, int place, int extent, int kernel) {
        long room = extent - start(axis, place);
        return room <= 0 ? 0 : (int) Math.min(kernel, (room - 1) / dilations.get(axis) + 1);
    }

    /// {@return where tap 0 of a window at `place` lies along `axis`; negative in front of the map}
    public long start(int axis, int place) {
        return (long) place * strides.get(axis) - before.get(axis);
    }
}
