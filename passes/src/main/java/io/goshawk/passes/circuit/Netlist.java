package io.goshawk.passes.circuit;

import io.goshawk.ir.Location;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A circuit under construction. Wires are numbers; equal gates of one layer are one wire; what can be
/// computed now is; each wire knows the exact range that interval arithmetic gives it.
///
/// Ranges are kept in longs: a circuit whose wires need more than 63 bits throws `ArithmeticException`.
final class Netlist {
    private final List<Gate> gates = new ArrayList<>();
    private final List<Location> places = new ArrayList<>();
    private final Map<Gate, Integer> known = new HashMap<>();
    private long[] min = new long[1024];
    private long[] max = new long[1024];
    private int[] depth = new int[1024];
    private Location here = new Location.Whole("circuit");

    /// Begins the gates of another node: wires are shared within a layer only, so that a layer reads
    /// nothing but whole tensors of those before.
    void beginLayer(Location at) {
        here = at;
        known.clear();
    }

    int size() {
        return gates.size();
    }

    Gate gate(int wire) {
        return gates.get(wire);
    }

    Location at(int wire) {
        return places.get(wire);
    }

    long min(int wire) {
        return min[wire];
    }

    long max(int wire) {
        return max[wire];
    }

    /// {@return how many adders stand one behind the other in front of `wire`, within its layer}
    int depth(int wire) {
        return depth[wire];
    }

    /// {@return the width of the narrowest type that holds the wire's range}
    int bits(int wire) {
        long magnitude = Math.max(max[wire], ~Math.min(min[wire], 0));
        return Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(magnitude)) + (min[wire] < 0 ? 1 : 0);
    }

    boolean isConstant(int wire) {
        return gates.get(wire) instanceof Gate.Constant;
    }

    int element(int port, int index, long low, long high) {
        return wire(new Gate.Element(port, index), low, high, 0);
    }

    int constant(long value) {
        return wire(new Gate.Constant(value), value, value, 0);
    }

    int constant(BigInteger value) {
        return constant(value.longValueExact());
    }

    /// {@return `(left << leftShift) + (right << rightShift)`, or the difference, of operands that vary
    /// independently}
    int add(int left, int leftShift, int right, int rightShift, boolean subtract) {
        long low = shifted(subtract ? max[right] : min[right], rightShift);
        long high = shifted(subtract ? min[right] : max[right], rightShift);
        return add(
                left,
                leftShift,
                right,
                rightShift,
                subtract,
                subtract
                        ? Math.subtractExact(shifted(min[left], leftShift), low)
                        : Math.addExact(shifted(min[left], leftShift), low),
                subtract
                        ? Math.subtractExact(shifted(max[left], leftShift), high)
                        : Math.addExact(shifted(max[left], leftShift), high));
    }

    /// {@return the same, where the caller knows that the result lies within `[low, high]`}
    int add(int left, int leftShift, int right, int rightShift, boolean subtract, long low, long high) {
        if (low == high) {
            return constant(low);
        }
        if (isZero(right)) {
            return shiftLeft(left, leftShift);
        }
        if (isZero(left) && !subtract) {
            return shiftLeft(right, rightShift);
        }
        boolean swap = !subtract && (right < left || (right == left && rightShift < leftShift));
        Gate gate = swap
                ? new Gate.Add(right, rightShift, left, leftShift, false)
                : new Gate.Add(left, leftShift, right, rightShift, subtract);
        return wire(gate, low, high, 1 + Math.max(depth[left], depth[right]));
    }

    private boolean isZero(int wire) {
        return min[wire] == 0 && max[wire] == 0;
    }

    int shiftLeft(int input, int count) {
        if (count == 0) {
            return input;
        }
        long low = shifted(min[input], count);
        long high = shifted(max[input], count);
        return low == high ? constant(low) : wire(new Gate.ShiftLeft(input, count), low, high, depth[input]);
    }

    /// {@return `rounding((input + addend) / 2^count)`}
    int shiftRight(int input, long addend, int count, Rounding rounding) {
        if (count == 0) {
            return add(input, 0, constant(addend), 0, false);
        }
        long low = rounded(min[input], addend, count, rounding);
        long high = rounded(max[input], addend, count, rounding);
        int levels = depth[input] + (addend == 0 && rounding == Rounding.FLOOR ? 0 : 1);
        return low == high
                ? constant(low)
                : wire(new Gate.ShiftRight(input, addend, count, rounding), low, high, levels);
    }

    private static long rounded(long value, long addend, int count, Rounding rounding) {
        long sum = Math.addExact(value, addend);
        return rounding.shiftRight(BigInteger.valueOf(sum), count).longValueExact();
    }

    /// {@return the value within `[low, high]` nearest to `input`; `input` itself where it never leaves
    ///     them}
    int clamp(int input, long low, long high) {
        if (min[input] >= low && max[input] <= high) {
            return input;
        }
        long newLow = Math.clamp(min[input], low, high);
        long newHigh = Math.clamp(max[input], low, high);
        return newLow == newHigh
                ? constant(newLow)
                : wire(new Gate.Clamp(input, low, high), newLow, newHigh, depth[input] + 1);
    }

    int atLeast(int input, BigInteger threshold) {
        if (threshold.compareTo(BigInteger.valueOf(min[input])) <= 0) {
            return constant(1);
        }
        if (threshold.compareTo(BigInteger.valueOf(max[input])) > 0) {
            return constant(0);
        }
        return wire(new Gate.AtLeast(input, threshold.longValueExact()), 0, 1, depth[input] + 1);
    }

    int greater(int left, int right) {
        if (min[left] > max[right]) {
            return constant(1);
        }
        if (left == right || max[left] <= min[right]) {
            return constant(0);
        }
        if (isConstant(right)) {
            return atLeast(left, BigInteger.valueOf(max[right]).add(BigInteger.ONE));
        }
        if (isConstant(left)) {
            return select(atLeast(right, BigInteger.valueOf(min[left])), constant(0), constant(1));
        }
        return wire(new Gate.Greater(left, right), 0, 1, 1 + Math.max(depth[left], depth[right]));
    }

    int select(int condition, int whenOne, int whenZero) {
        if (min[condition] == max[condition]) {
            return min[condition] == 1 ? whenOne : whenZero;
        }
        if (whenOne == whenZero) {
            return whenOne;
        }
        if (gates.get(whenOne).equals(new Gate.Constant(1))
                && gates.get(whenZero).equals(new Gate.Constant(0))) {
            return condition;
        }
        int levels = Math.max(depth[condition], Math.max(depth[whenOne], depth[whenZero]));
        long low = Math.min(min[whenOne], min[whenZero]);
        long high = Math.max(max[whenOne], max[whenZero]);
        return wire(new Gate.Select(condition, whenOne, whenZero), low, high, levels + 1);
    }

    /// {@return `values[input - first]`}
    int lookup(int input, long first, long[] values) {
        int from = Math.toIntExact(min[input] - first);
        int to = Math.toIntExact(max[input] - first);
        long[] reachable = Arrays.copyOfRange(values, from, to + 1);
        long low = Arrays.stream(reachable).min().orElseThrow();
        long high = Arrays.stream(reachable).max().orElseThrow();
        List<Long> boxed = Arrays.stream(reachable).boxed().toList();
        return low == high
                ? constant(low)
                : wire(new Gate.Lookup(input, min[input], boxed), low, high, depth[input] + 1);
    }

    private int wire(Gate gate, long low, long high, int levels) {
        Integer found = known.get(gate);
        if (found != null) {
            min[found] = Math.max(min[found], low);
            max[found] = Math.min(max[found], high);
            return found;
        }
        int wire = gates.size();
        if (wire == min.length) {
            min = Arrays.copyOf(min, 2 * wire);
            max = Arrays.copyOf(max, 2 * wire);
            depth = Arrays.copyOf(depth, 2 * wire);
        }
        gates.add(gate);
        places.add(here);
        known.put(gate, wire);
        min[wire] = low;
        max[wire] = high;
        depth[wire] = levels;
        return wire;
    }

    /// {@return `value * 2^count`}
    /// @throws ArithmeticException if it does not fit
    static long shifted(long value, int count) {
        if (value == 0) {
            return 0;
        }
        return count >= Long.SIZE - 1
                ? BigInteger.valueOf(value).shiftLeft(count).longValueExact()
                : Math.multiplyExact(value, 1L << count);
    }
}
