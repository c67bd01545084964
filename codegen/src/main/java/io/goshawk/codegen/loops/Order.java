package io.goshawk.codegen.loops;

import io.goshawk.ir.Shape;
import java.util.ArrayList;
import java.util.List;

/// A transposition as nested loops, as few as do: axes that stay neighbours are one loop, axes of one
/// place are none.
///
/// @param loops the outermost first; together they meet the result's elements in order
public record Order(List<Loop> loops) {
    public Order {
        loops = List.copyOf(loops);
    }

    /// One loop.
    ///
    /// @param stride how far apart its steps lie in what is read
    public record Loop(int extent, int stride) {}

    /// {@return the loops of `layer`}
    public static Order of(LoopLayer.Rearrangement layer) {
        Shape shape = layer.shape();
        List<Loop> loops = new ArrayList<>();
        for (int axis : layer.permutation()) {
            Loop next = new Loop(shape.extent(axis), shape.stride(axis));
            if (next.extent() == 1) {
                continue;
            }
            boolean neighbours = !loops.isEmpty() && loops.getLast().stride() == next.extent() * next.stride();
            if (neighbours) {
                next = new Loop(loops.removeLast().extent() * next.extent(), next.stride());
            }
            loops.add(next);
        }
        return new Order(loops);
    }
}
