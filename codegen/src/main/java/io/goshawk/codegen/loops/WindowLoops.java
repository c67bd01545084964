package io.goshawk.codegen.loops;

import io.goshawk.ir.Shape;
import io.goshawk.ir.window.Window;
import java.util.List;

/// The loops of a window over feature maps of one or two spatial axes; of one, the height is 1.
///
/// @param images, channels how many maps there are
/// @param height, width the extents of a map
/// @param rows, columns the places of the window
/// @param kernelHeight, kernelWidth the taps of the window
/// @param down, right how far apart neighbouring places lie
/// @param tapsDown, tapsRight how far apart neighbouring taps lie
/// @param above, before the padding in front of a map
/// @param padded whether taps may lie beyond a map
public record WindowLoops(
        int images,
        int channels,
        int height,
        int width,
        int rows,
        int columns,
        int kernelHeight,
        int kernelWidth,
        int down,
        int right,
        int tapsDown,
        int tapsRight,
        int above,
        int before,
        boolean padded) {
    /// How many spatial axes these loops cover at most.
    static final int MAX_RANK = 2;

    /// {@return the loops of `window` over maps of `data`}
    static WindowLoops of(Shape data, List<Integer> kernel, Window window) {
        boolean flat = kernel.size() == 1;
        int last = kernel.size() - 1;
        int height = flat ? 1 : data.extent(2);
        int width = data.extent(last + 2);
        return new WindowLoops(
                data.extent(0),
                data.extent(1),
                height,
                width,
                flat ? 1 : window.places(0, height, kernel.getFirst()),
                window.places(last, width, kernel.get(last)),
                flat ? 1 : kernel.getFirst(),
                kernel.get(last),
                flat ? 1 : window.strides().getFirst(),
                window.strides().get(last),
                flat ? 1 : window.dilations().getFirst(),
                window.dilations().get(last),
                flat ? 0 : window.before().getFirst(),
                window.before().get(last),
                window.isPadded());
    }

    /// {@return how many taps the window has}
    public int taps() {
        return kernelHeight * kernelWidth;
    }

    /// {@return how many places the window has on each map}
    public int places() {
        return rows * columns;
    }

    /// {@return the condition that tap `(u, v)` at `(row, column)` lies on the map, in C++; `i` and `j`
    ///     are its place}
    public String inside() {
        return "i >= 0 && i < " + height + " && j >= 0 && j < " + width;
    }
}
