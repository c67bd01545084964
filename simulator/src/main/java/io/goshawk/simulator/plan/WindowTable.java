package io.goshawk.simulator.plan;

import io.goshawk.ir.Shape;
import io.goshawk.ir.window.Neighbourhood;
import io.goshawk.ir.window.Window;
import java.util.List;

/// The pixels under a window.
final class WindowTable {
    private WindowTable() {}

    /// {@return for each output pixel and tap the input pixel, or -1}
    static IntTable of(Shape input, List<Integer> kernel, Window window, Layout out) {
        Neighbourhood taps = new Neighbourhood(input.extents().subList(2, input.rank()), kernel, window);
        int count = taps.taps();
        int plane = taps.plane();
        int[] one = new int[Math.multiplyExact(out.inner(), count)];
        for (int place = 0; place < out.inner(); place++) {
            for (int tap = 0; tap < count; tap++) {
                one[place * count + tap] = taps.element(place, tap);
            }
        }
        int[] all = new int[Math.multiplyExact(one.length, out.outer())];
        for (int i = 0; i < all.length; i++) {
            int pixel = one[i % one.length];
            all[i] = pixel < 0 ? -1 : i / one.length * plane + pixel;
        }
        return new IntTable(all);
    }
}
