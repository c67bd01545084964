package io.goshawk.frontend;

import io.goshawk.frontend.model.NodeNames;
import io.goshawk.frontend.model.NodeOrder;
import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.operators.Emitter;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.protos.ModelProto;
import io.goshawk.frontend.protos.NodeProto;
import io.goshawk.frontend.protos.ValueInfoProto;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The import of a model's nodes, behind that of its initialisers and inputs.
final class NodeImport {
    private final String model;
    private final ModelProto proto;
    private final List<NodeProto> nodes;
    private final List<Location> places;
    private final Names names;
    private final Emitter emitter;
    private final Diagnostics diagnostics;

    NodeImport(String model, ModelProto proto, Names names, Emitter emitter, Diagnostics diagnostics) {
        this.model = model;
        this.proto = proto;
        this.nodes = proto.getGraph().getNodeList();
        List<String> unique = NodeNames.of(nodes);
        this.places = IntStream.range(0, nodes.size())
                .<Location>mapToObj(i ->
                        new Location.OnnxNode(model, unique.get(i), nodes.get(i).getOpType()))
                .toList();
        this.names = names;
        this.emitter = emitter;
        this.diagnostics = diagnostics;
    }

    /// Binds each output of each node, and reports everything that is wrong on the way.
    void run() {
        int opset = Opset.of(proto, model, diagnostics);
        Set<String> given = names.declared();
        for (int i = 0; i < nodes.size(); i++) {
            declareOutputs(i);
        }
        reportUnknownOperators();
        reportUndefinedValues();
        NodeOrder order = NodeOrder.of(nodes, given::contains);
        order.cycles().forEach(this::reportCycle);
        Stream.concat(order.sorted().stream(), order.stuck().stream()).forEach(node -> convert(node, opset));
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
            if (Catalogue.find(node.getDomain(), node.getOpType()).isEmpty()) {
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

    private String hint(String type) {
        boolean local =
                proto.getFunctionsList().stream().anyMatch(f -> f.getName().equals(type));
        if (local) {
            return "the model defines it as a function: inline it with onnx.inliner.inline_local_functions";
        }
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
        for (ValueInfoProto output : proto.getGraph().getOutputList()) {
            if (!names.isDeclared(output.getName())) {
                reportUndefined(
                        output.getName(), new Location.OnnxValue(model, output.getName()), "an output of the graph");
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

    private void convert(int index, int opset) {
        NodeProto node = nodes.get(index);
        Catalogue.find(node.getDomain(), node.getOpType())
                .ifPresent(operator -> convert(operator, node, places.get(index), opset));
    }

    private void convert(Operator operator, NodeProto proto, Location at, int opset) {
        OnnxNode node = new OnnxNode(proto, at, opset, names::of, emitter, diagnostics);
        for (String output : proto.getOutputList().stream()
                .skip(1)
                .filter(name -> !name.isEmpty())
                .toList()) {
            names.bind(
                    output,
                    new Imported.Withheld(Diagnostic.of(
                                    Code.UNSUPPORTED_FEATURE,
                                    at,
                                    "the output \"" + output + "\" of " + node.type() + " is not computed")
                            .hint("use the first output alone")));
        }
        try {
            Imported result = operator.convert(node);
            if (!node.isRefused() && proto.getOutputCount() > 0) {
                names.bind(proto.getOutput(0), result);
                node.further().forEach((index, further) -> names.bind(proto.getOutput(index), further));
            }
        } catch (Unconvertible refusal) {
            refusal.reason().ifPresent(diagnostics::add);
        } catch (IllegalArgumentException | ArithmeticException e) {
            String message = Objects.requireNonNullElse(e.getMessage(), "numbers too large");
            diagnostics.add(Diagnostic.of(Code.SHAPE_MISMATCH, at, message)
                    .hint("check the shapes of the tensors that reach this node"));
        }
    }
}
