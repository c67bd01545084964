package io.goshawk.passes.circuit;

/// The first place of a largest wire, as a tree of comparisons.
final class Maxima {
    private final Netlist netlist;

    /// The larger wire of a group of neighbours, and the wire that carries its place.
    private record Best(int value, int place) {}

    Maxima(Netlist netlist) {
        this.netlist = netlist;
    }

    /// {@return the wire that carries the largest of `wires`}
    int value(int[] wires) {
        return best(wires, 0, wires.length).value();
    }

    /// {@return the wire that carries the first place of the largest of `wires`}
    int place(int[] wires) {
        return best(wires, 0, wires.length).place();
    }

    /// The later group wins only where it is strictly greater, so the first of equals stays.
    private Best best(int[] wires, int from, int to) {
        if (to - from == 1) {
            return new Best(wires[from], netlist.constant(from));
        }
        // Groups whose size is a power of two make the multiplexers of the places share their low bits.
        int half = Integer.highestOneBit(to - from - 1);
        Best left = best(wires, from, from + half);
        Best right = best(wires, from + half, to);
        int later = netlist.greater(right.value(), left.value());
        return new Best(
                netlist.select(later, right.value(), left.value()), netlist.select(later, right.place(), left.place()));
    }
}
