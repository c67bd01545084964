package io.goshawk.passes.circuit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The odd multiples of one wire, each built once from shifts and as few adders as the multiples already
/// there allow: one, where two of them and a shift give the new one, else its canonical signed digits.
final class Multiples {
    private final Netlist netlist;
    private final Map<Long, Integer> built = new TreeMap<>();

    Multiples(Netlist netlist, int wire) {
        this.netlist = netlist;
        built.put(1L, wire);
    }

    /// Builds every multiple of `factors`, which are odd and positive, the cheap ones first.
    void prepare(Set<Long> factors) {
        List<Long> order = new ArrayList<>(factors);
        order.sort(Comparator.<Long>comparingInt(SignedDigits::count).thenComparing(Comparator.naturalOrder()));
        order.forEach(this::odd);
    }

    /// {@return `factor` times the wire; `factor` is odd and positive}
    int odd(long factor) {
        Integer found = built.get(factor);
        if (found != null) {
            return found;
        }
        int wire = oneAdder(factor);
        if (wire < 0) {
            // Split the topmost signed digit off; the rest is odd and has one digit less.
            long top = SignedDigits.top(factor);
            long rest = factor - top;
            int other = odd(Math.abs(rest));
            wire = add(factor, base(), Long.numberOfTrailingZeros(top), other, 0, rest < 0);
        }
        built.put(factor, wire);
        return wire;
    }

    /// {@return a term for `factor * wire`, at `place`}
    Term times(long factor, int place) {
        int shift = Long.numberOfTrailingZeros(factor);
        return new Term(odd(Math.abs(factor >> shift)), shift, factor < 0, place);
    }

    /// An odd sum has one even summand: `factor = ±a ± (b << shift)` with `a` and `b` built.
    private int oneAdder(long factor) {
        for (Map.Entry<Long, Integer> entry : built.entrySet()) {
            long a = entry.getKey();
            int found = matching(factor, factor - a, entry.getValue(), false);
            if (found < 0) {
                found = matching(factor, factor + a, entry.getValue(), true);
            }
            if (found >= 0) {
                return found;
            }
        }
        return -1;
    }

    /// {@return `remainder` times the wire plus or minus `other`, if that is built from a multiple there
    /// is, else -1}
    private int matching(long factor, long remainder, int other, boolean minusOther) {
        if (remainder == 0) {
            return -1;
        }
        int shift = Long.numberOfTrailingZeros(remainder);
        Integer wire = built.get(Math.abs(remainder >> shift));
        if (wire == null) {
            return -1;
        }
        if (remainder > 0) {
            return add(factor, wire, shift, other, 0, minusOther);
        }
        return minusOther ? -1 : add(factor, other, 0, wire, shift, true);
    }

    private int base() {
        return built.get(1L);
    }

    /// The operands are multiples of one wire and vary together, so the range is the wire's, multiplied.
    private int add(long factor, int left, int leftShift, int right, int rightShift, boolean subtract) {
        long low = Math.multiplyExact(netlist.min(base()), factor);
        long high = Math.multiplyExact(netlist.max(base()), factor);
        return netlist.add(left, leftShift, right, rightShift, subtract, low, high);
    }
}
