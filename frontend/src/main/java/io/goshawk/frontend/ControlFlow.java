package io.goshawk.frontend;

import io.goshawk.frontend.Inlining.Place;
import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.protos.AttributeProto;
import io.goshawk.frontend.protos.GraphProto;
import io.goshawk.frontend.protos.NodeProto;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// If, Loop and Scan whose course is known at import: the branch that is taken, the body as often as it runs.
final class ControlFlow {
    private static final IntType TRUTH = IntType.u(1);

    private final Inlining inlining;
    private final OnnxNode node;
    private final NodeProto proto;
    private final Place place;

    ControlFlow(Inlining inlining, OnnxNode node, NodeProto proto, Place place) {
        this.inlining = inlining;
        this.node = node;
        this.proto = proto;
        this.place = place;
    }

    /// {@return the first output of the branch of an If that is taken}
    Imported branch() {
        node.expectInputs(1, 1);
        String name = isTrue(node.constant(0, "the condition")) ? "then_branch" : "else_branch";
        return Inlining.outputs(inlining.body(graph(name), List.of(), name, node, place), node);
    }

    /// {@return the first output of a Loop, its body repeated}
    Imported loop() {
        GraphProto body = graph("body");
        long trips = node.has(0) ? number(node.constant(0, "the trip count")) : Long.MAX_VALUE;
        boolean going = !node.has(1) || isTrue(node.constant(1, "the condition"));
        List<Imported> state = new ArrayList<>();
        for (int i = 2; i < proto.getInputCount(); i++) {
            state.add((Imported) node.input(i));
        }
        int carried = state.size();
        List<List<Value>> scans = new ArrayList<>();
        for (int i = 1 + carried; i < body.getOutputCount(); i++) {
            scans.add(new ArrayList<>());
        }
        for (long trip = 0; trip < trips && going; trip++) {
            List<Imported> results = inlining.body(body, inputs(trip, state), Long.toString(trip), node, place);
            if (results.size() < 1 + carried) {
                throw node.because(Code.BAD_INPUTS, "the body yields fewer values than the loop carries");
            }
            state = results.subList(1, 1 + carried);
            for (int scan = 0; scan < scans.size(); scan++) {
                scans.get(scan).add(node.emit((Usable) results.get(1 + carried + scan)));
            }
            going = !node.has(1) || isTrue(known(results.getFirst()));
        }
        List<Imported> stacked = scans.stream().map(this::stacked).toList();
        return Inlining.outputs(Stream.concat(state.stream(), stacked.stream()).toList(), node);
    }

    /// {@return the first output of a Scan, its body repeated}
    Imported scan() {
        GraphProto body = graph("body");
        return Inlining.outputs(
                new Scanning(node, body).run((inputs, label) -> inlining.body(body, inputs, label, node, place)), node);
    }

    /// {@return the output of a FlexAttention, with its graphs inside}
    Imported flexibleAttention() {
        return new FlexibleAttention(node)
                .run((name, value) -> node.attributes().has(name)
                        ? Inlining.outputs(inlining.body(graph(name), List.of(value), name, node, place), node)
                        : value);
    }

    private List<Imported> inputs(long trip, List<Imported> state) {
        List<Imported> inputs = new ArrayList<>();
        inputs.add(node.known(IntTensor.of(Shape.SCALAR, trip)));
        inputs.add(new Known(IntTensor.of(Shape.SCALAR, 1), TRUTH, node.at()));
        inputs.addAll(state);
        return inputs;
    }

    /// {@return what each trip yielded, along a new first axis}
    private Imported stacked(List<Value> parts) {
        if (parts.isEmpty()) {
            throw node.because(
                            Code.UNSUPPORTED_FEATURE,
                            "the loop runs no time, so the shape of what it collects is unknown")
                    .hint("remove the loop from the model");
        }
        return node.imported(new Composition(node).stacked(0, parts));
    }

    private Tensor known(Imported condition) {
        Optional<Tensor> elements = condition instanceof Usable usable ? node.elements(usable) : Optional.empty();
        return elements.orElseThrow(
                () -> node.because(Code.UNSUPPORTED_FEATURE, "whether the loop goes on is computed at run time")
                        .hint("a design has no run-time control flow: give the loop a fixed trip count"));
    }

    private GraphProto graph(String name) {
        return proto.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name) && attribute.hasG())
                .findFirst()
                .map(AttributeProto::getG)
                .orElseThrow(() -> node.because(Code.BAD_ATTRIBUTE, node.type() + " has no graph " + name));
    }

    private boolean isTrue(Tensor condition) {
        return number(condition) != 0;
    }

    private long number(Tensor tensor) {
        if (tensor instanceof IntTensor integers && integers.shape().size() == 1) {
            return integers.at(0);
        }
        throw node.because(Code.BAD_INPUTS, "the trip count and the condition should be one integer each");
    }
}
