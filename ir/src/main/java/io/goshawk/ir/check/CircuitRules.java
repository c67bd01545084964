package io.goshawk.ir.check;

import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Value;
import io.goshawk.ir.circuit.Add;
import io.goshawk.ir.circuit.AtLeast;
import io.goshawk.ir.circuit.CircuitOp;
import io.goshawk.ir.circuit.Clamp;
import io.goshawk.ir.circuit.Constant;
import io.goshawk.ir.circuit.Element;
import io.goshawk.ir.circuit.Greater;
import io.goshawk.ir.circuit.Lookup;
import io.goshawk.ir.circuit.Pack;
import io.goshawk.ir.circuit.Register;
import io.goshawk.ir.circuit.Select;
import io.goshawk.ir.circuit.ShiftLeft;
import io.goshawk.ir.circuit.ShiftRight;
import io.goshawk.ir.circuit.Tap;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What holds for circuits: everything between the ports is a scalar wire of integers, a multiplexer is switched
/// by one bit, a table has an entry for whatever arrives.
final class CircuitRules {
    private final Map<Value, IntRange> ranges = new HashMap<>();

    private CircuitRules() {}

    static void check(Graph<CircuitOp> graph, Reports reports) {
        CircuitRules rules = new CircuitRules();
        for (Graph.Node<CircuitOp> node : graph.nodes()) {
            rules.problem(node.op()).ifPresent(problem -> reports.malformed(node, problem));
            if (reports.clean()) {
                rules.ranges.put(node.result(), rules.range(node.op()));
            }
        }
    }

    private Optional<String> problem(CircuitOp op) {
        if (!(op instanceof Element)) {
            for (Value operand : op.operands()) {
                if (operand.shape().rank() != 0 || !(operand.type().element() instanceof IntType)) {
                    return Optional.of("reads " + operand.name() + ", which is no wire but " + operand.type());
                }
            }
        }
        return switch (op) {
            case Select select
            when !bit(select.condition()) ->
                Optional.of("is switched by " + select.condition().type() + ", not by one bit");
            case Lookup table -> lookup(table);
            case Element _, Pack _, Tap _, Constant _, Add _, ShiftLeft _, ShiftRight _, Clamp _ -> Optional.empty();
            case AtLeast _, Greater _, Select _, Register _ -> Optional.empty();
        };
    }

    private boolean bit(Value value) {
        return IntRange.of(0, 1).contains(rangeOf(value));
    }

    private Optional<String> lookup(Lookup op) {
        BigInteger last = op.first().add(BigInteger.valueOf(op.values().size() - 1L));
        IntRange entries = new IntRange(op.first(), last);
        return entries.contains(rangeOf(op.input()))
                ? Optional.empty()
                : Optional.of("has entries for " + entries + ", but " + rangeOf(op.input()) + " arrives");
    }

    private IntRange rangeOf(Value value) {
        return ranges.getOrDefault(value, value.type().intElement().range());
    }

    /// {@return what the wire carries; often tighter than its type}
    private IntRange range(CircuitOp op) {
        return switch (op) {
            case Add add -> add.range();
            case ShiftLeft shift -> shift.range();
            case ShiftRight shift -> shift.range();
            case Clamp clamp -> clamp.range();
            case Select select -> select.range();
            case Lookup table -> table.range();
            case Register register -> rangeOf(register.input());
            case Constant constant -> IntRange.only(constant.value());
            case Element _, Pack _, Tap _, AtLeast _, Greater _ ->
                op.resultType().intElement().range();
        };
    }
}
