package io.goshawk.frontend;

import io.goshawk.frontend.model.InputTypes;
import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.operators.Emitter;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.protos.GraphProto;
import io.goshawk.frontend.protos.ModelProto;
import io.goshawk.frontend.protos.ValueInfoProto;
import io.goshawk.ir.DeadOps;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Location;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The import of one model. Goes on behind every problem as far as it makes sense, so that all are reported.
final class GraphImport {
    private final String model;
    private final ModelProto proto;
    private final GraphProto graph;
    private final ImportOptions options;
    private final Diagnostics diagnostics;
    private final Names names;
    private final GraphBuilder<OnnxOp> builder;
    private final Emitter emitter;

    GraphImport(String model, ModelProto proto, ImportOptions options, Diagnostics diagnostics) {
        this.model = model;
        this.proto = proto;
        this.graph = proto.getGraph();
        this.options = options;
        this.diagnostics = diagnostics;
        this.names = new Names(diagnostics);
        this.builder = new GraphBuilder<>(graphName(model));
        this.emitter = new Emitter(builder);
    }

    /// {@return the file name without its ending, as an identifier}
    private static String graphName(String model) {
        String stem = model.replaceFirst("\\.[A-Za-z]+$", "").replaceAll("[^A-Za-z0-9_]", "_");
        return stem.isEmpty() || Character.isDigit(stem.charAt(0)) ? "_" + stem : stem;
    }

    /// {@return the graph; empty where an output could not be reached, the reasons being reported}
    Optional<Graph<OnnxOp>> run() {
        checkParts();
        Set<String> initialisers = new Initialisers(model, names, diagnostics).bind(graph);
        List<ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(input -> !initialisers.contains(input.getName()))
                .toList();
        importInputs(inputs);
        checkOptions(inputs);
        importNodes();
        new DeclaredShapes(model, names, diagnostics).check(graph);
        List<Graph.Port> outputs = importOutputs();
        boolean whole = outputs.size() == graph.getOutputCount();
        return whole ? Optional.of(DeadOps.drop(builder.build(outputs))) : Optional.empty();
    }

    private void importNodes() {
        Inlining inlining = new Inlining(model, proto, emitter, diagnostics);
        Inlining.Place place = new Inlining.Place(names, "", Opset.of(proto, model, diagnostics), 0);
        List<String> outputs =
                graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
        new NodeImport(inlining, graph.getNodeList(), outputs, place).run();
    }

    private void checkParts() {
        Location at = new Location.Whole(model);
        if (graph.getOutputCount() == 0) {
            diagnostics.add(Diagnostic.of(Code.EMPTY_GRAPH, at, "the graph has no outputs")
                    .hint("export the model again, and name the value you want as output"));
        }
        if (graph.getNodeCount() == 0) {
            diagnostics.add(Diagnostic.of(Code.EMPTY_GRAPH, at, "the graph has no nodes")
                    .hint("export the model again: there is nothing to compile"));
        }
    }

    private void importInputs(List<ValueInfoProto> inputs) {
        if (inputs.isEmpty()) {
            diagnostics.add(Diagnostic.of(Code.EMPTY_GRAPH, new Location.Whole(model), "the graph has no inputs")
                    .hint("export the model again: its outputs are constants"));
        }
        InputTypes types = new InputTypes(options.inputShapes(), options.extents()).bound(inputs);
        for (ValueInfoProto input : inputs) {
            Location at = new Location.OnnxValue(model, input.getName());
            if (names.declare(input.getName(), at)) {
                attempt(() -> {
                    TensorType type = types.of(input, at);
                    Value value = builder.input(input.getName(), type, at);
                    names.bind(input.getName(), new Imported.Flowing(value));
                    Tensor given = options.values().get(input.getName());
                    if (given != null) {
                        emitter.give(value, new Imported.Known(given, type.element(), at));
                    }
                });
            }
        }
    }

    private void checkOptions(List<ValueInfoProto> inputs) {
        Set<String> known = inputs.stream().map(ValueInfoProto::getName).collect(Collectors.toSet());
        Set<String> symbols = inputs.stream()
                .flatMap(input -> input.getType().getTensorType().getShape().getDimList().stream())
                .map(dim -> dim.getDimParam())
                .filter(symbol -> !symbol.isEmpty())
                .collect(Collectors.toSet());
        Set<String> stray = new HashSet<>(options.inputShapes().keySet());
        stray.removeAll(known);
        Set<String> free = new HashSet<>(options.extents().keySet());
        free.removeAll(symbols);
        stray.addAll(free);
        stray.stream()
                .sorted()
                .forEach(name -> diagnostics.add(Diagnostic.of(
                                Code.BAD_OPTION,
                                new Location.Whole(model),
                                "--shape names \"" + name + "\", which is neither an input nor a symbolic extent")
                        .hint("inputs are " + known + ", symbolic extents " + symbols)));
    }

    private List<Graph.Port> importOutputs() {
        List<Graph.Port> outputs = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ValueInfoProto output : graph.getOutputList()) {
            Location at = new Location.OnnxValue(model, output.getName());
            if (!seen.add(output.getName())) {
                diagnostics.add(Diagnostic.of(
                                Code.DUPLICATE_NAME, at, "the output \"" + output.getName() + "\" is listed twice")
                        .hint("list each output once"));
            }
            attempt(() -> {
                if (names.of(output.getName()) instanceof Imported.Withheld withheld) {
                    throw Unconvertible.because(withheld.reason());
                }
                names.usable(output.getName())
                        .map(emitter::value)
                        .ifPresent(value -> outputs.add(Graph.Port.plain(output.getName(), value, at)));
            });
        }
        return outputs;
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (Unconvertible refusal) {
            refusal.reason().ifPresent(diagnostics::add);
        }
    }
}
