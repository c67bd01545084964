package io.goshawk.rtl;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes the statements of one module: the operations of a layer, stage by stage.
final class ModuleWriter {
    private final Schematic schematic;
    private final Sources sources;
    private final WireNames names;
    private final Expressions expressions;
    private final Statements statements;
    /// For each cycle the wires computed in it and the registers filled at its end.
    private final Map<Integer, Stage> stages = new TreeMap<>();
    private final Map<String, Sources.Source> read = new LinkedHashMap<>();

    ModuleWriter(Schematic schematic, Sources sources, List<Graph.Node<CircuitOp>> nodes, int maxTerms) {
        this.schematic = schematic;
        this.sources = sources;
        this.names = new WireNames(schematic, nodes);
        this.expressions = new Expressions(schematic, names, maxTerms);
        this.statements = new Statements(names);
        nodes.forEach(this::write);
    }

    private void write(Graph.Node<CircuitOp> node) {
        Value value = node.result();
        CircuitOp op = node.op();
        if (op instanceof Pack || op instanceof Tap || op instanceof Constant) {
            return;
        }
        if (op instanceof Element) {
            fetch(value);
            return;
        }
        op.operands().forEach(this::fetch);
        names.trace(value, op);
        if (!expressions.inside(value, op)) {
            state(value, op);
        }
    }

    /// Gives `value` a name in this module if another one makes it.
    private void fetch(Value value) {
        if (names.knows(value) || schematic.isConstant(value)) {
            return;
        }
        sources.of(value).ifPresent(source -> {
            read.put(source.port(), source);
            String name = names.take(value, source.name());
            IntType type = value.type().intElement();
            if (!name.equals(source.port())) {
                stage(0).slice(name, type, source.bits(type));
            }
        });
    }

    private Stage stage(int cycle) {
        return stages.computeIfAbsent(cycle, _ -> new Stage());
    }

    private void state(Value value, CircuitOp op) {
        IntType type = value.type().intElement();
        String name = names.choose(value, op);
        Stage stage = stage(schematic.cycle(value));
        switch (op) {
            case Add _, ShiftLeft _, Select _ -> stage.compute(name, type, expressions.assigned(op));
            case ShiftRight shift -> statements.shiftRight(shift, name, type, stage);
            case Clamp clamp -> stage.compute(name, type, statements.clamp(clamp, type));
            case AtLeast atLeast -> stage.compute(name, type, statements.atLeast(atLeast));
            case Greater greater -> stage.compute(name, type, statements.greater(greater));
            case Lookup lookup -> stage.computeBy(name, type, statements.lookup(lookup, name, type));
            case Register register ->
                stage(schematic.cycle(value) - 1).register(name, type, expressions.assigned(register.input()));
            case Element _, Constant _, Pack _, Tap _ -> throw new IllegalStateException("no statement: " + op);
        }
    }

    /// {@return whether the module has registers}
    boolean clocked() {
        return stages.values().stream().anyMatch(Stage::clocked);
    }

    /// {@return the tensors that the module reads, in order of first use}
    List<Sources.Source> read() {
        return new ArrayList<>(read.values());
    }

    /// {@return every statement}
    String text() {
        StringBuilder text = new StringBuilder();
        stages.forEach((cycle, stage) -> {
            if (text.length() > 0) {
                text.append("\n    // Cycle ").append(cycle).append(".\n");
            }
            text.append(stage.text());
        });
        return text.toString();
    }

    /// {@return the assignments of `wires` to the elements of the packed vector `port`}
    String packed(String port, List<Value> wires, IntType element) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < wires.size(); i++) {
            Value wire = wires.get(i);
            fetch(wire);
            int low = i * element.bits();
            int high = low + element.bits() - 1;
            String bits = wires.size() * element.bits() == 1
                    ? ""
                    : high == low ? "[" + low + "]" : "[" + high + ":" + low + "]";
            text.append("    assign ")
                    .append(port)
                    .append(bits)
                    .append(" = ")
                    .append(bits(wire, element.bits()))
                    .append(";\n");
        }
        return text.toString();
    }

    private String bits(Value wire, int bits) {
        return schematic.maker(wire).orElseThrow() instanceof Constant constant
                ? Verilog.pattern(constant.value(), bits)
                : Verilog.extended(names.of(wire), wire.type().intElement(), bits);
    }
}
