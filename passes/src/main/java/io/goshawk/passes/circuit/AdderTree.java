package io.goshawk.passes.circuit;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// A sum of many terms as two-input adders: always the two that are there first, and of those the narrowest.
final class AdderTree {
    private AdderTree() {}

    private record Waiting(Term term, int depth, int bits, int order) {}

    /// {@return the wire that carries the sum of `terms` and `constant`}
    static int sum(Netlist netlist, List<Term> terms, long constant) {
        PriorityQueue<Waiting> heap = new PriorityQueue<>(Comparator.comparingInt(Waiting::depth)
                .thenComparingInt(Waiting::bits)
                .thenComparingInt(Waiting::order));
        int order = 0;
        for (Term term : terms) {
            heap.add(waiting(netlist, term, order++));
        }
        if (constant != 0 || heap.isEmpty()) {
            heap.add(waiting(netlist, new Term(netlist.constant(constant), 0, false, -1), order++));
        }
        while (heap.size() > 1) {
            Term first = heap.remove().term();
            Term second = heap.remove().term();
            heap.add(waiting(netlist, Term.sum(netlist, first, second, -1), order++));
        }
        return heap.remove().term().toWire(netlist);
    }

    private static Waiting waiting(Netlist netlist, Term term, int order) {
        return new Waiting(term, netlist.depth(term.wire()), netlist.bits(term.wire()) + term.shift(), order);
    }
}
