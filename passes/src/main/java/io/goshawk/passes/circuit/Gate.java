package io.goshawk.passes.circuit;

import io.goshawk.ir.num.Rounding;
import java.util.List;

/// An operation of a [Netlist]: the operations of the `circuit` dialect with wire numbers for values, small
/// enough to be compared and hashed by the hundred thousand.
sealed interface Gate {
    /// Element `index` of input port `port`.
    record Element(int port, int index) implements Gate {}

    record Constant(long value) implements Gate {}

    /// `(left << leftShift) + (right << rightShift)`, or the difference.
    record Add(int left, int leftShift, int right, int rightShift, boolean subtract) implements Gate {}

    record ShiftLeft(int input, int places) implements Gate {}

    /// `rounding((input + addend) / 2^places)`.
    record ShiftRight(int input, long addend, int places, Rounding rounding) implements Gate {}

    record Clamp(int input, long min, long max) implements Gate {}

    record AtLeast(int input, long threshold) implements Gate {}

    record Greater(int left, int right) implements Gate {}

    record Select(int condition, int whenOne, int whenZero) implements Gate {}

    /// `values[input - first]`.
    record Lookup(int input, long first, List<Long> values) implements Gate {}

    /// {@return the wires that the gate reads}
    default int[] reads() {
        return switch (this) {
            case Element _, Constant _ -> new int[0];
            case Add add -> new int[] {add.left(), add.right()};
            case ShiftLeft shift -> new int[] {shift.input()};
            case ShiftRight shift -> new int[] {shift.input()};
            case Clamp clamp -> new int[] {clamp.input()};
            case AtLeast atLeast -> new int[] {atLeast.input()};
            case Greater greater -> new int[] {greater.left(), greater.right()};
            case Select select -> new int[] {select.condition(), select.whenOne(), select.whenZero()};
            case Lookup lookup -> new int[] {lookup.input()};
        };
    }
}
