package io.goshawk.ir.window;

import java.util.List;

/// Where each tap of a window lies on a map, wherever the window stands. Places, taps and elements
/// count row-major.
///
/// @param extents of the map, one a spatial axis
/// @param kernel the extents of the window
public record Taps(List<Integer> extents, List<Integer> kernel, Window window) {
    public Taps {
        extents = List.copyOf(extents);
        kernel = List.copyOf(kernel);
    }

    /// {@return how many taps the window has}
    public int count() {
        return product(kernel);
    }

    /// {@return how many elements the map has}
    public int plane() {
        return product(extents);
    }

    private static int product(List<Integer> factors) {
        int product = 1;
        for (int factor : factors) {
            product = Math.multiplyExact(product, factor);
        }
        return product;
    }

    /// {@return the element of the map under `tap` of the window at `place`, or -1 where that is
    ///     padding}
    public int element(int place, int tap) {
        int element = 0;
        int stride = 1;
        int restPlace = place;
        int restTap = tap;
        for (int axis = extents.size() - 1; axis >= 0; axis--) {
            int places = window.places(axis, extents.get(axis), kernel.get(axis));
            long at = window.start(axis, restPlace % places)
                    + (long) (restTap % kernel.get(axis)) * window.dilations().get(axis);
            if (at < 0 || at >= extents.get(axis)) {
                return -1;
            }
            element += Math.toIntExact(at) * stride;
            stride *= extents.get(axis);
            restPlace /= places;
            restTap /= kernel.get(axis);
        }
        return element;
    }
}
