package io.goshawk.frontend;

import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.operators.Emitter;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.protos.FunctionProto;
import io.goshawk.frontend.protos.GraphProto;
import io.goshawk.frontend.protos.ModelProto;
import io.goshawk.frontend.protos.NodeProto;
import io.goshawk.frontend.protos.ValueInfoProto;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Nodes that stand for other nodes: control flow whose course is known, and calls of the model's own functions.
/// What they stand for is imported in their place.
///
/// A model can nest and repeat bodies so that a small file means a huge graph, so both are bounded.
final class Inlining {
    /// How many nodes bodies may come to, taken together.
    static final int MAX_NODES = 1 << 16;

    /// How deep bodies may nest.
    static final int MAX_DEPTH = 32;

    private final String model;
    private final ModelProto proto;
    private final Emitter emitter;
    private final Diagnostics diagnostics;
    private int nodes;

    Inlining(String model, ModelProto proto, Emitter emitter, Diagnostics diagnostics) {
        this.model = model;
        this.proto = proto;
        this.emitter = emitter;
        this.diagnostics = diagnostics;
    }

    /// Where nodes stand.
    ///
    /// @param names what they can read
    /// @param prefix in front of their own names, ending in a slash unless empty
    /// @param opset the standard operators they are written in
    /// @param depth how many bodies they are in
    record Place(Names names, String prefix, int opset, int depth) {
        /// {@return the place of the nodes of a body that stands here}
        /// @param path the name of the node that has the body, perhaps with a part of it
        Place inside(Names inner, String path, int version) {
            return new Place(inner, path + "/", version, depth + 1);
        }
    }

    String model() {
        return model;
    }

    Emitter emitter() {
        return emitter;
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    /// {@return what imports `node`, where it is control flow or a call of a function}
    Optional<Operator> find(NodeProto node, Place place) {
        if (Catalogue.isStandard(node.getDomain())) {
            switch (node.getOpType()) {
                case "If" -> {
                    return Optional.of(reader -> new ControlFlow(this, reader, node, place).branch());
                }
                case "Loop" -> {
                    return Optional.of(reader -> new ControlFlow(this, reader, node, place).loop());
                }
                case "Scan" -> {
                    return Optional.of(reader -> new ControlFlow(this, reader, node, place).scan());
                }
                default -> {}
            }
        }
        if (node.getDomain().equals(FlexibleAttention.DOMAIN)
                && node.getOpType().equals("FlexAttention")) {
            return Optional.of(reader -> new ControlFlow(this, reader, node, place).flexibleAttention());
        }
        return function(node).map(function -> reader -> call(function, reader, node, place));
    }

    private Optional<FunctionProto> function(NodeProto node) {
        return proto.getFunctionsList().stream()
                .filter(function -> function.getName().equals(node.getOpType())
                        && function.getDomain().equals(node.getDomain())
                        && function.getOverload().equals(node.getOverload()))
                .findFirst();
    }

    private Imported call(FunctionProto function, OnnxNode reader, NodeProto node, Place place) {
        reader.expectInputs(0, function.getInputCount());
        Names inner = new Names(diagnostics);
        Set<String> absent = new HashSet<>();
        for (int i = 0; i < function.getInputCount(); i++) {
            String name = function.getInput(i);
            if (reader.has(i)) {
                inner.declare(name, reader.at());
                inner.bind(name, (Imported) reader.input(i));
            } else {
                absent.add(name);
            }
        }
        FunctionBody body = new FunctionBody(function, node, absent);
        Place inside = place.inside(inner, label(reader), body.opset().orElse(place.opset()));
        return outputs(run(body.nodes(), function.getOutputList(), inside, reader), reader);
    }

    private static String label(OnnxNode reader) {
        return reader.at() instanceof io.goshawk.ir.Location.OnnxNode at ? at.node() : reader.type();
    }

    /// {@return the outputs of `body`, imported in the place of the node that has it}
    /// @param inputs what its inputs stand for
    List<Imported> body(GraphProto body, List<Imported> inputs, String label, OnnxNode reader, Place place) {
        if (body.getInputCount() != inputs.size()) {
            throw reader.because(
                    Code.BAD_INPUTS,
                    "the body of " + reader.type() + " has " + body.getInputCount() + " inputs and is given "
                            + inputs.size());
        }
        Names inner = place.names().inner();
        for (int i = 0; i < inputs.size(); i++) {
            inner.declare(body.getInput(i).getName(), reader.at());
            inner.bind(body.getInput(i).getName(), inputs.get(i));
        }
        new Initialisers(model, inner, diagnostics).bind(body);
        List<String> outputs =
                body.getOutputList().stream().map(ValueInfoProto::getName).toList();
        return run(
                body.getNodeList(), outputs, place.inside(inner, label(reader) + "/" + label, place.opset()), reader);
    }

    private List<Imported> run(List<NodeProto> body, List<String> outputs, Place inside, OnnxNode reader) {
        nodes += body.size() + 1;
        if (inside.depth() > MAX_DEPTH || nodes > MAX_NODES) {
            String what = inside.depth() > MAX_DEPTH
                    ? "bodies nest deeper than " + MAX_DEPTH
                    : "bodies come to more than " + MAX_NODES + " nodes";
            throw reader.because(Code.UNSUPPORTED_FEATURE, what + ", taken apart at import")
                    .hint("a function must not call itself, and a loop that long must stay outside the model");
        }
        int problems = diagnostics.all().size();
        new NodeImport(this, body, outputs, inside).run();
        if (diagnostics.all().size() > problems) {
            throw Unconvertible.silently();
        }
        List<Imported> results = new ArrayList<>();
        for (String output : outputs) {
            results.add(
                    switch (inside.names().of(output)) {
                        case Imported.Failed _ -> throw Unconvertible.silently();
                        case Imported.Withheld withheld -> throw Unconvertible.because(withheld.reason());
                        case Imported usable -> usable;
                    });
        }
        return results;
    }

    /// States what each output of `reader` stands for. {@return the first}
    static Imported outputs(List<Imported> results, OnnxNode reader) {
        if (results.isEmpty()) {
            throw reader.because(Code.MISSING_VALUE, "the body of " + reader.type() + " yields nothing");
        }
        for (int i = 1; i < results.size(); i++) {
            if (reader.wants(i)) {
                reader.alsoYields(i, results.get(i));
            }
        }
        return results.getFirst();
    }
}
