package io.goshawk.ir.onnx.spatial;

import io.goshawk.ir.Shape;
import java.util.ArrayList;
import java.util.List;

/// What the pools have in common: a window of `kernel` taps moves over each map of `[n, c, …]`.
final class Pooling {
    private Pooling() {}

    /// Checks that the window fits the maps of `data`.
    /// @param meets whether the window must meet the map, not padding alone, wherever it stands
    static void check(Shape data, List<Integer> kernel, Window window, boolean meets) {
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

    /// {@return the shape that a pool of maps of `data` has}
    static Shape result(Shape data, List<Integer> kernel, Window window) {
        List<Integer> extents = new ArrayList<>(data.extents().subList(0, 2));
        for (int axis = 0; axis < kernel.size(); axis++) {
            extents.add(window.places(axis, data.extent(axis + 2), kernel.get(axis)));
        }
        return new Shape(extents);
    }
}
