package io.goshawk.passes.circuit;

/// One summand: `wire * 2^shift`, or minus that.
///
/// @param place the input element it comes from, or the block of neighbours
record Term(int wire, int shift, boolean negative, int place) {
    /// {@return `first + second` as one adder, at `place`}
    ///
    /// The sign is the sum's own: only two negative terms give one, every other pair is a sum or a difference.
    static Term sum(Netlist netlist, Term first, Term second, int place) {
        int common = Math.min(first.shift, second.shift);
        boolean swap = first.negative && !second.negative;
        Term plus = swap ? second : first;
        Term other = swap ? first : second;
        boolean subtract = plus.negative != other.negative;
        int wire = netlist.add(plus.wire, plus.shift - common, other.wire, other.shift - common, subtract);
        return new Term(wire, common, plus.negative, place);
    }

    /// {@return the term as a wire}
    int toWire(Netlist netlist) {
        return negative ? netlist.add(netlist.constant(0), 0, wire, shift, true) : netlist.shiftLeft(wire, shift);
    }
}
