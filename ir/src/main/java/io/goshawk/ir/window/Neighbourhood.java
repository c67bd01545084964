package io.goshawk.ir.window;

import java.util.List;

/// Which elements of one map a window meets, wherever it stands. Places, taps and elements count
/// row-major.
public final class Neighbourhood {
    private final Window window;
    private final int rank;
    private final int[] extents;
    private final int[] kernel;
    private final int[] places;

    /// @param extents of the map, one an axis
    /// @param kernel the extents of the window
    public Neighbourhood(List<Integer> extents, List<Integer> kernel, Window window) {
        this.window = window;
        this.rank = kernel.size();
        this.extents = extents.stream().mapToInt(Integer::intValue).toArray();
        this.kernel = kernel.stream().mapToInt(Integer::intValue).toArray();
        this.places = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            places[axis] = window.places(axis, this.extents[axis], this.kernel[axis]);
        }
    }

    /// {@return how many taps the window has}
    public int taps() {
        return product(kernel);
    }

    /// {@return how many elements the map has}
    public int plane() {
        return product(extents);
    }

    /// {@return how many places the window has}
    public int places() {
        return product(places);
    }

    private static int product(int[] factors) {
        int product = 1;
        for (int factor : factors) {
            product = Math.multiplyExact(product, factor);
        }
        return product;
    }

    /// {@return the steps along each axis to `place`}
    public int[] steps(int place) {
        int[] steps = new int[rank];
        int rest = place;
        for (int axis = rank - 1; axis >= 0; axis--) {
            steps[axis] = rest % places[axis];
            rest /= places[axis];
        }
        return steps;
    }

    /// Finds the elements that the window meets at `place`, taps in the padding left out.
    ///
    /// @param into takes them, in the order of the taps; has room for [#taps]
    /// @return how many there are
    public int elements(int place, int[] into) {
        int[] steps = steps(place);
        into[0] = 0;
        int count = 1;
        for (int axis = 0; axis < rank; axis++) {
            int first = window.firstTap(axis, steps[axis]);
            int found = window.endTap(axis, steps[axis], extents[axis], kernel[axis]) - first;
            if (found <= 0) {
                return 0;
            }
            int dilation = window.dilations().get(axis);
            int start = Math.toIntExact(window.start(axis, steps[axis]) + (long) first * dilation);
            // From the back, so that nothing is overwritten before it was read.
            for (int i = count - 1; i >= 0; i--) {
                int outer = into[i] * extents[axis];
                for (int tap = found - 1; tap >= 0; tap--) {
                    into[i * found + tap] = outer + start + tap * dilation;
                }
            }
            count *= found;
        }
        return count;
    }

    /// {@return the element under `tap` of the window at `place`, or -1 where that is padding}
    public int element(int place, int tap) {
        int[] steps = steps(place);
        int element = 0;
        int stride = 1;
        int rest = tap;
        for (int axis = rank - 1; axis >= 0; axis--) {
            long at = window.start(axis, steps[axis])
                    + (long) (rest % kernel[axis]) * window.dilations().get(axis);
            if (at < 0 || at >= extents[axis]) {
                return -1;
            }
            element += Math.toIntExact(at) * stride;
            stride *= extents[axis];
            rest /= kernel[axis];
        }
        return element;
    }
}
