package io.goshawk.passes.circuit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Sums of neighbouring inputs that several outputs need, up to sign and shift, are built once.
///
/// With weights of few values (binary, ternary) two neighbours can meet in only a few ways, and four hardly
/// in more than there are outputs: most of the adders next to the inputs are shared. A shared sum never
/// costs an adder, since a pair is joined only where at least two outputs join it.
final class NeighbourSharing {
    /// Blocks of up to 16 neighbours; above, no two outputs agree.
    private static final int LEVELS = 4;

    /// A pair up to sign and shift.
    private record Pair(int first, int second, int shift, boolean subtract) {}

    private NeighbourSharing() {}

    /// {@return the sums, one list of terms for each output, with what is shared joined}
    static List<List<Term>> share(Netlist netlist, List<List<Term>> outputs) {
        List<List<Term>> current = outputs;
        for (int level = 0; level < LEVELS; level++) {
            Map<Pair, Integer> uses = new HashMap<>();
            for (List<Term> terms : current) {
                forPairs(terms, (first, second) -> uses.merge(pair(first, second), 1, Integer::sum));
            }
            List<List<Term>> next = new ArrayList<>();
            for (List<Term> terms : current) {
                next.add(join(netlist, terms, uses));
            }
            current = next;
        }
        return current;
    }

    private interface PairVisitor {
        void visit(Term first, Term second);
    }

    /// Visits the terms that are alone with each other in their block of places `2k` and `2k + 1`.
    private static void forPairs(List<Term> terms, PairVisitor visitor) {
        for (int i = 0; i + 1 < terms.size(); i++) {
            if (pairAt(terms, i)) {
                visitor.visit(terms.get(i), terms.get(i + 1));
            }
        }
    }

    private static boolean pairAt(List<Term> terms, int i) {
        if (i + 1 >= terms.size()) {
            return false;
        }
        int block = block(terms.get(i));
        return block(terms.get(i + 1)) == block
                && (i == 0 || block(terms.get(i - 1)) != block)
                && (i + 2 >= terms.size() || block(terms.get(i + 2)) != block);
    }

    private static int block(Term term) {
        return term.place() >> 1;
    }

    private static Pair pair(Term first, Term second) {
        return new Pair(
                first.wire(), second.wire(), first.shift() - second.shift(), first.negative() != second.negative());
    }

    private static List<Term> join(Netlist netlist, List<Term> terms, Map<Pair, Integer> uses) {
        List<Term> joined = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            Term term = terms.get(i);
            if (pairAt(terms, i) && uses.get(pair(term, terms.get(i + 1))) > 1) {
                joined.add(sum(netlist, term, terms.get(i + 1)));
                i++;
            } else {
                joined.add(new Term(term.wire(), term.shift(), term.negative(), block(term)));
            }
        }
        return joined;
    }

    /// The first term counts as positive, so that `a - b` and `b - a` are one adder.
    private static Term sum(Netlist netlist, Term first, Term second) {
        boolean subtract = first.negative() != second.negative();
        int common = Math.min(first.shift(), second.shift());
        int wire = netlist.add(first.wire(), first.shift() - common, second.wire(), second.shift() - common, subtract);
        return new Term(wire, common, first.negative(), block(first));
    }
}
