package io.goshawk.cli;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.Requantizer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Values inside the hardware that are looked at while it runs: its graph with more outputs, and what was seen there.
final class Probes {
    private final Graph<IntegerOp> graph;
    private final List<Graph.Node<IntegerOp>> nodes;
    private final int outputs;
    private final boolean counters;
    private final Map<Integer, Counter> counts = new TreeMap<>();

    /// @param traced names of the user's nodes whose values are wanted
    /// @param counters whether all values are counted
    /// @throws Refusal (GHK-8001) if there is no such node
    Probes(Graph<IntegerOp> hardware, List<String> traced, boolean counters) {
        this.counters = counters;
        this.outputs = hardware.outputs().size();
        this.nodes = hardware.nodes().stream()
                .filter(node -> !(node.op() instanceof Constant))
                .filter(node -> counters || traced.contains(Words.place(node.at())))
                .toList();
        for (String name : traced) {
            if (nodes.stream().noneMatch(node -> Words.place(node.at()).equals(name))) {
                throw unknown(name, hardware);
            }
        }
        List<Graph.Port> ports = new ArrayList<>(hardware.outputs());
        for (Graph.Node<IntegerOp> node : nodes) {
            ports.add(Graph.Port.plain(name(node), node.result(), node.at()));
        }
        this.graph = new Graph<>(hardware.name(), hardware.inputs(), hardware.nodes(), ports);
    }

    private static Refusal unknown(String name, Graph<IntegerOp> hardware) {
        List<String> known = hardware.nodes().stream()
                .filter(node -> !(node.op() instanceof Constant))
                .map(node -> Words.place(node.at()))
                .distinct()
                .toList();
        return new Refusal(Diagnostic.of(
                        Code.BAD_OPTION,
                        new Location.Whole("option --trace"),
                        "the hardware has no node \"" + name + "\"")
                .note("it has " + String.join(", ", known)));
    }

    /// {@return the user's node and what became of it}
    private static String name(Graph.Node<IntegerOp> node) {
        return Words.place(node.at()) + " "
                + node.op().getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /// {@return the hardware with an output more for each probe}
    Graph<IntegerOp> graph() {
        return graph;
    }

    /// {@return whether there are none}
    boolean isEmpty() {
        return nodes.isEmpty();
    }

    /// {@return the values at the probes on `names`, for a file}
    List<OutputFiles.Piece> traced(List<Stack> ports, List<String> names) {
        List<OutputFiles.Piece> pieces = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (names.contains(Words.place(nodes.get(i).at()))) {
                Stack stack = ports.get(outputs + i);
                pieces.add(OutputFiles.Piece.of(name(nodes.get(i)), stack.row(), stack.rows(), stack.values()));
            }
        }
        return pieces;
    }

    /// Counts what a piece of the run gave.
    void count(List<Stack> codes, List<Stack> ports) {
        for (int i = 0; counters && i < nodes.size(); i++) {
            Graph.Node<IntegerOp> node = nodes.get(i);
            Counter counter = counts.computeIfAbsent(i, _ -> new Counter());
            counter.add(ports.get(outputs + i).values());
            if (node.op() instanceof Requantize op) {
                source(op.input(), codes, ports).ifPresent(values -> counter.saturated += saturated(op, values));
            }
        }
    }

    private Optional<Stack> source(Value value, List<Stack> codes, List<Stack> ports) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).result().equals(value)) {
                return Optional.of(ports.get(outputs + i));
            }
        }
        List<Value> inputs = graph.inputs().stream().map(Graph.Port::value).toList();
        return inputs.contains(value) ? Optional.of(codes.get(inputs.indexOf(value))) : Optional.empty();
    }

    private static long saturated(Requantize op, Stack input) {
        long count = 0;
        int size = input.row().size();
        for (int i = 0; i < input.values().length; i++) {
            Requantizer channel = op.channelOf(i % size);
            BigInteger result = channel.form().apply(BigInteger.valueOf(input.values()[i]));
            count += channel.law().clamp().contains(result) ? 0 : 1;
        }
        return count;
    }

    private static final class Counter {
        private long min = Long.MAX_VALUE;
        private long max = Long.MIN_VALUE;
        private long saturated;

        void add(long[] values) {
            for (long value : values) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
    }

    /// {@return a line for each value that was counted: its range and how often it was clamped}
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        counts.forEach((i, counter) -> lines.add(String.format(
                Locale.ROOT,
                "%-40s %10d to %10d  %,d saturated",
                name(nodes.get(i)),
                counter.min,
                counter.max,
                counter.saturated)));
        return lines;
    }

    /// {@return the same, for machines}
    List<Map<String, Object>> documents() {
        List<Map<String, Object>> documents = new ArrayList<>();
        counts.forEach((i, counter) -> documents.add(Json.object(
                "node", name(nodes.get(i)), "min", counter.min, "max", counter.max, "saturated", counter.saturated)));
        return documents;
    }
}
