package io.goshawk.ir.window;

import io.goshawk.ir.Shape;
import java.util.ArrayList;
import java.util.List;

/// The shape arithmetic of convolutions and pools.
public final class Windows {
    private Windows() {}

    /// Checks that a window of `kernel` taps fits the maps of `data`, `[n, c, …]`.
    /// @param meets whether the window must meet the map, not padding alone, wherever it stands
    public static void checkPool(Shape data, List<Integer> kernel, Window window, boolean meets) {
        if (data.rank() != kernel.size() + 2 || window.rank() != kernel.size()) {
            throw new IllegalArgumentException("no window of " + kernel + " on maps of " + data);
        }
        if (kernel.stream().anyMatch(extent -> extent < 1)) {
            throw new IllegalArgumentException("a window of " + kernel + " is empty");
        }
        for (int axis = 0; axis < kernel.size(); axis++) {
            int places = window.places(axis, data.extent(axis + 2), kernel.get(axis));
            if (meets && !meets(window, axis, data.extent(axis + 2), kernel.get(axis), places)) {
                throw new IllegalArgumentException("a window of " + kernel + " lies in the padding alone, somewhere on "
                        + data + " padded by " + window.before() + " and " + window.after());
            }
        }
    }

    private static boolean meets(Window window, int axis, int extent, int taps, int places) {
        for (int place = 0; place < places; place++) {
            if (window.firstTap(axis, place) >= window.endTap(axis, place, extent, taps)) {
                return false;
            }
        }
        return true;
    }

    /// {@return how many taps a window of the extents `kernel` has}
    public static long taps(List<Integer> kernel) {
        return kernel.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    /// {@return the shape that a pool of maps of `data` has}
    public static Shape pooled(Shape data, List<Integer> kernel, Window window) {
        return places(data, kernel, window, data.extent(1));
    }

    /// Checks that `[n, c, …]` can be convolved by `[m, c / groups, …]`.
    public static void checkConvolution(Shape data, Shape kernel, Window window, int groups) {
        if (data.rank() != kernel.rank() || data.rank() != window.rank() + 2) {
            throw new IllegalArgumentException("no convolution of " + data + " by " + kernel);
        }
        if (groups < 1 || kernel.extent(0) % groups != 0 || (long) kernel.extent(1) * groups != data.extent(1)) {
            throw new IllegalArgumentException(
                    "no convolution of " + data + " by " + kernel + " in " + groups + " groups");
        }
    }

    /// {@return the shape `[n, m, …]` of the convolution of `data` by `kernel`}
    public static Shape convolved(Shape data, Shape kernel, Window window) {
        return places(data, kernel.extents().subList(2, kernel.rank()), window, kernel.extent(0));
    }

    private static Shape places(Shape data, List<Integer> kernel, Window window, int channels) {
        List<Integer> extents = new ArrayList<>(List.of(data.extent(0), channels));
        for (int axis = 0; axis < kernel.size(); axis++) {
            extents.add(window.places(axis, data.extent(axis + 2), kernel.get(axis)));
        }
        return new Shape(extents);
    }
}
