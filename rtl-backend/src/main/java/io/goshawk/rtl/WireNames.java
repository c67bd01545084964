package io.goshawk.rtl;

import io.goshawk.ir.Value;
import io.goshawk.ir.circuit.Add;
import io.goshawk.ir.circuit.AtLeast;
import io.goshawk.ir.circuit.CircuitOp;
import io.goshawk.ir.circuit.Register;
import io.goshawk.ir.circuit.ShiftLeft;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Names for the wires of one module that say what they carry: `x_3_times_5`, `y_12` (an element of the layer's
/// tensor), `y_12_part2` (what only that element needs), `x_3_d1` (a cycle later), `shared7`.
final class WireNames {
    /// A wire as a multiple of another.
    private record Multiple(Value base, BigInteger factor) {}

    private final Schematic schematic;
    private final Map<Integer, String> names = new HashMap<>();
    private final Map<Integer, Multiple> multiples = new HashMap<>();
    private final Map<Integer, Integer> owners = new HashMap<>();
    private final Map<Integer, Integer> parts = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private int shared;

    /// @param nodes the module's operations
    WireNames(Schematic schematic, List<io.goshawk.ir.Graph.Node<CircuitOp>> nodes) {
        this.schematic = schematic;
        nodes.reversed().forEach(node -> own(node.result(), node.op()));
    }

    /// What is read for one element of the tensor only belongs to that element; -1 stands for several.
    private void own(Value result, CircuitOp op) {
        int place = schematic.place(result);
        int owner = place >= 0 ? place : owners.getOrDefault(result.id(), -1);
        for (Value operand : op.operands()) {
            owners.merge(operand.id(), owner, (a, b) -> a.equals(b) ? a : -1);
        }
    }

    /// Takes `name` for `value`, or one like it.
    String take(Value value, String name) {
        String unique = name;
        for (int i = 2; !taken.add(unique); i++) {
            unique = name + "_" + i;
        }
        names.put(value.id(), unique);
        return unique;
    }

    boolean knows(Value value) {
        return names.containsKey(value.id());
    }

    /// {@return the name of `value`, which was taken before}
    String of(Value value) {
        String name = names.get(value.id());
        if (name == null) {
            throw new IllegalStateException(value.name() + " has no name in this module");
        }
        return name;
    }

    /// {@return a name for `value`, the result of `op`}
    String choose(Value value, CircuitOp op) {
        if (schematic.place(value) >= 0) {
            return take(value, "y_" + schematic.place(value));
        }
        Multiple multiple = multiples.get(value.id());
        if (multiple != null && names.containsKey(multiple.base().id())) {
            return take(value, of(multiple.base()) + "_times_" + number(multiple.factor()));
        }
        if (op instanceof AtLeast atLeast) {
            return take(value, of(atLeast.input()) + "_ge_" + number(atLeast.threshold()));
        }
        if (op instanceof Register register
                && names.containsKey(register.input().id())) {
            return take(value, delayed(of(register.input())));
        }
        int owner = owners.getOrDefault(value.id(), -1);
        return take(
                value, owner < 0 ? "shared" + shared++ : "y_" + owner + "_part" + parts.merge(owner, 1, Integer::sum));
    }

    private static String delayed(String name) {
        int mark = name.lastIndexOf("_d");
        String count = mark < 0 ? "" : name.substring(mark + 2);
        return !count.isEmpty() && count.chars().allMatch(Character::isDigit)
                ? name.substring(0, mark) + "_d" + (Integer.parseInt(count) + 1)
                : name + "_d1";
    }

    private static String number(BigInteger number) {
        return number.signum() < 0 ? "m" + number.negate() : number.toString();
    }

    /// Notes whether `value` is a multiple of one wire.
    void trace(Value value, CircuitOp op) {
        if (op instanceof Add add) {
            Multiple left = multiple(add.left());
            Multiple right = multiple(add.right());
            if (left.base().equals(right.base())) {
                BigInteger first = left.factor().shiftLeft(add.leftShift());
                BigInteger second = right.factor().shiftLeft(add.rightShift());
                BigInteger factor = add.subtract() ? first.subtract(second) : first.add(second);
                multiples.put(value.id(), new Multiple(left.base(), factor));
            }
        } else if (op instanceof ShiftLeft shift) {
            Multiple input = multiple(shift.input());
            multiples.put(value.id(), new Multiple(input.base(), input.factor().shiftLeft(shift.places())));
        }
    }

    private Multiple multiple(Value value) {
        return multiples.getOrDefault(value.id(), new Multiple(value, BigInteger.ONE));
    }
}
