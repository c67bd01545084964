package io.goshawk.frontend;

import io.goshawk.frontend.model.NodeNames;
import io.goshawk.frontend.model.NodeOrder;
import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.OpsetSix;
import io.goshawk.frontend.protos.NodeProto;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The import of a model's nodes, behind that of its initialisers and inputs.
final class NodeImport {
    private final Inlining inlining;
    private final List<NodeProto> nodes;
    private final List<String> outputs;
    private final Inlining.Place place;
    private final List<Location> places;
    private final Names names;
    private final Diagnostics diagnostics;

    /// @param outputs the values that are wanted of the nodes
    NodeImport(Inlining inlining, List<NodeProto> nodes, List<String> outputs, Inlining.Place place) {
        this.inlining = inlining;
        this.nodes = nodes;
        this.outputs = outputs;
        this.place = place;
        this.names = place.names();
        this.diagnostics = inlining.diagnostics();
        List<String> unique = NodeNames.of(nodes);
        this.places = IntStream.range(0, nodes.size())
                .<Location>mapToObj(i -> new Location.OnnxNode(
                        inlining.model(),
                        place.prefix() + unique.get(i),
                        nodes.get(i).getOpType()))
                .toList();
    }

    /// Binds each output of each node, and reports everything that is wrong on the way.
    void run() {
        Set<String> given = names.declared();
        for (int i = 0; i < nodes.size(); i++) {
            declareOutputs(i);
        }
        reportUnknownOperators();
        reportUndefinedValues();
        NodeOrder order = NodeOrder.of(nodes, given::contains);
        order.cycles().forEach(this::reportCycle);
        Stream.concat(order.sorted().stream(), order.stuck().stream()).forEach(this::convert);
    }

    private Optional<Operator> operator(NodeProto node) {
        return Catalogue.find(node.getDomain(), node.getOpType()).or(() -> inlining.find(node, place));
    }

    private void declareOutputs(int node) {
        List<String> outputs = nodes.get(node).getOutputList();
        for (String output : outputs) {
            if (!output.isEmpty()) {
                names.declare(output, places.get(node));
            }
        }
        if (outputs.stream().allMatch(String::isEmpty)) {
            diagnostics.add(Diagnostic.of(Code.MISSING_VALUE, places.get(node), "the node has no output")
                    .hint("export the model again, or delete the node"));
        }
    }

    private void reportUnknownOperators() {
        Map<String, List<Integer>> unknown = new LinkedHashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            NodeProto node = nodes.get(i);
            if (operator(node).isEmpty()) {
                String domain = Catalogue.isStandard(node.getDomain()) ? "" : " of domain " + node.getDomain();
                unknown.computeIfAbsent(node.getOpType() + domain, _ -> new ArrayList<>())
                        .add(i);
            }
        }
        unknown.forEach((name, where) -> {
            if (diagnostics.isFull()) {
                return;
            }
            String type = nodes.get(where.getFirst()).getOpType();
            Diagnostic diagnostic = Diagnostic.of(
                    Code.UNSUPPORTED_OPERATOR,
                    places.get(where.getFirst()),
                    "the operator " + name + " is not supported");
            if (where.size() > 1) {
                diagnostic = diagnostic.note(where.size() + " nodes use it: " + listed(where));
            }
            diagnostics.add(diagnostic.hint(hint(type)));
        });
    }

    private static String hint(String type) {
        return Catalogue.nearest(type)
                .map(near -> "the nearest supported operator is " + near)
                .orElse("docs/dialects/onnx.md lists the operators that are supported");
    }

    private String listed(List<Integer> where) {
        String some = where.stream().limit(8).map(this::name).collect(Collectors.joining(", "));
        return where.size() > 8 ? some + ", …" : some;
    }

    private String name(int node) {
        return switch (places.get(node)) {
            case Location.OnnxNode place -> '"' + place.node() + '"';
            case Location place -> place.brief();
        };
    }

    private void reportUndefinedValues() {
        Map<String, List<Integer>> readers = new LinkedHashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (String input : nodes.get(i).getInputList()) {
                if (!input.isEmpty() && !names.isDeclared(input)) {
                    readers.computeIfAbsent(input, _ -> new ArrayList<>()).add(i);
                }
            }
        }
        readers.forEach(
                (value, where) -> reportUndefined(value, places.get(where.getFirst()), "read by " + listed(where)));
        for (String output : outputs) {
            if (!names.isDeclared(output)) {
                reportUndefined(output, new Location.OnnxValue(inlining.model(), output), "an output of the graph");
            }
        }
    }

    private void reportUndefined(String value, Location at, String note) {
        diagnostics.add(Diagnostic.of(
                        Code.MISSING_VALUE,
                        at,
                        "nothing produces the value \"" + value + "\": no initialiser, input or node")
                .note(note)
                .hint("export the model again with its weights, or add the missing initialiser"));
    }

    private void reportCycle(List<Integer> cycle) {
        String round = cycle.stream().map(this::name).collect(Collectors.joining(" → "));
        diagnostics.add(Diagnostic.of(
                        Code.CYCLIC_GRAPH,
                        places.get(cycle.getFirst()),
                        "the graph feeds itself: " + round + " → " + name(cycle.getFirst()))
                .hint("break the cycle: recurrent networks must be unrolled before export"));
    }

    private void convert(int index) {
        NodeProto node = nodes.get(index);
        operator(node).ifPresent(operator -> convert(operator, node, places.get(index)));
    }

    private void convert(Operator operator, NodeProto proto, Location at) {
        OnnxNode stored = new OnnxNode(proto, at, place.opset(), names::of, inlining.emitter(), diagnostics);
        further(
                proto,
                output -> new Imported.Withheld(Diagnostic.of(
                                Code.UNSUPPORTED_FEATURE,
                                at,
                                "the output \"" + output + "\" of " + stored.type() + " is not computed")
                        .hint("use the first output alone")));
        if (!converted(operator, stored, proto, at)) {
            further(proto, _ -> new Imported.Failed());
        }
    }

    /// Binds all outputs of a node but its first.
    private void further(NodeProto proto, Function<String, Imported> meaning) {
        proto.getOutputList().stream()
                .skip(1)
                .filter(name -> !name.isEmpty())
                .forEach(name -> names.bind(name, meaning.apply(name)));
    }

    /// {@return whether the node was converted; if it was not, that was said, or a node before it failed}
    private boolean converted(Operator operator, OnnxNode stored, NodeProto proto, Location at) {
        try {
            OnnxNode node = Catalogue.isStandard(proto.getDomain()) ? OpsetSix.adapted(stored) : stored;
            Imported result = operator.convert(node);
            if (!node.isRefused() && proto.getOutputCount() > 0) {
                names.bind(proto.getOutput(0), result);
                node.further().forEach((index, further) -> names.bind(proto.getOutput(index), further));
            }
            return !node.isRefused();
        } catch (Unconvertible refusal) {
            refusal.reason().ifPresent(diagnostics::add);
        } catch (IllegalArgumentException | ArithmeticException e) {
            String message = Objects.requireNonNullElse(e.getMessage(), "numbers too large");
            diagnostics.add(Diagnostic.of(Code.SHAPE_MISMATCH, at, message)
                    .hint("check the shapes of the tensors that reach this node"));
        }
        return false;
    }
}
