package io.goshawk.frontend.operators;

import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.operators.Imported.Flowing;
import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.frontend.protos.NodeProto;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.LongStream;

/// A node of the model as an [Operator] sees it: inputs resolved, attributes typed, results added to the graph.
public final class OnnxNode {
    private final NodeProto proto;
    private final Location at;
    private final int opset;
    private final Attributes attributes;
    private final Function<String, Imported> names;
    private final Emitter emitter;
    private final Diagnostics diagnostics;
    private final Map<Integer, Imported> further = new HashMap<>();
    private final Map<Integer, Usable> replaced;
    private boolean refused;

    /// @param names what each value name stands for
    public OnnxNode(
            NodeProto proto,
            Location at,
            int opset,
            Function<String, Imported> names,
            Emitter emitter,
            Diagnostics diagnostics) {
        this(proto, at, opset, names, emitter, diagnostics, Map.of());
    }

    private OnnxNode(
            NodeProto proto,
            Location at,
            int opset,
            Function<String, Imported> names,
            Emitter emitter,
            Diagnostics diagnostics,
            Map<Integer, Usable> replaced) {
        this.proto = proto;
        this.at = at;
        this.opset = opset;
        this.attributes = new Attributes(proto, at);
        this.names = names;
        this.emitter = emitter;
        this.diagnostics = diagnostics;
        this.replaced = replaced;
    }

    /// {@return this node, reading `inputs` instead of its own where they name one}
    public OnnxNode reading(Map<Integer, Usable> inputs) {
        return new OnnxNode(proto, at, opset, names, emitter, diagnostics, Map.copyOf(inputs));
    }

    public Location at() {
        return at;
    }

    /// {@return the operator}
    public String type() {
        return proto.getOpType();
    }

    /// {@return the version of the standard operators that the model is written in}
    public int opset() {
        return opset;
    }

    public Attributes attributes() {
        return attributes;
    }

    /// {@return how many inputs there are, left-out ones at the end not counted}
    public int inputCount() {
        int count = proto.getInputCount();
        while (count > 0 && proto.getInput(count - 1).isEmpty()) {
            count--;
        }
        return count;
    }

    /// Checks how many inputs there are.
    /// @throws Unconvertible if they are fewer than `min` or more than `max`
    public void expectInputs(int min, int max) {
        int count = inputCount();
        if (count < min || count > max) {
            String range = min == max ? "" + min : min + " to " + max;
            throw because(Code.BAD_INPUTS, type() + " has " + count + " inputs and takes " + range);
        }
    }

    /// {@return whether input `index` is given}
    public boolean has(int index) {
        return index < proto.getInputCount() && !proto.getInput(index).isEmpty();
    }

    /// {@return the name of input `index`}
    public String inputName(int index) {
        return proto.getInput(index);
    }

    /// {@return input `index`}
    /// @throws Unconvertible if it is left out, or could not be imported itself
    public Usable input(int index) {
        if (!has(index)) {
            throw because(Code.BAD_INPUTS, "input " + index + " of " + type() + " is left out");
        }
        if (replaced.containsKey(index)) {
            return replaced.get(index);
        }
        return switch (names.apply(proto.getInput(index))) {
            case Known known -> known;
            case Flowing flowing -> flowing;
            case Imported.Failed _ -> throw Unconvertible.silently();
            case Imported.Withheld withheld -> throw Unconvertible.because(withheld.reason());
        };
    }

    /// {@return input `index` as a value of the graph}
    public Value value(int index) {
        return emitter.value(input(index));
    }

    /// {@return input `index` where its elements are known}
    public Optional<Known> known(int index) {
        return input(index) instanceof Known known ? Optional.of(known) : Optional.empty();
    }

    /// {@return the elements of input `index`}
    /// @param role what the input is for, such as `the target shape`
    /// @throws Unconvertible if they are computed from the inputs of the graph
    public Tensor constant(int index, String role) {
        return elements(input(index))
                .orElseThrow(() -> because(
                                Code.UNSUPPORTED_FEATURE,
                                role + " of " + type() + ", \"" + inputName(index) + "\", is computed at run time")
                        .hint("export the model with static shapes and constant parameters"));
    }

    /// {@return the elements of `usable`, where they are known, or follow from the graph inputs that the user gave}
    public Optional<Tensor> elements(Usable usable) {
        return switch (usable) {
            case Known known -> Optional.of(known.data());
            case Flowing flowing -> emitter.given(flowing.value()).map(Known::data);
        };
    }

    /// {@return the integers of input `index`, row-major}
    /// @throws Unconvertible if they are no integers, or are computed from the inputs of the graph
    public List<Long> integers(int index, String role) {
        return switch (constant(index, role)) {
            case IntTensor integers -> LongStream.of(integers.toLongs()).boxed().toList();
            case Tensor _ -> throw because(Code.UNSUPPORTED_FEATURE, role + " of " + type() + " should be integers");
        };
    }

    /// {@return integers that are input `index` or, in older opsets, the attribute `name`, where they are given}
    public Optional<List<Long>> integers(int index, String name, String role) {
        return has(index) ? Optional.of(integers(index, role)) : attributes.integers(name);
    }

    /// {@return the only integer of input `index`}
    /// @throws Unconvertible if there is not exactly one, or if it is computed from the inputs of the graph
    public long integer(int index, String role) {
        List<Long> integers = integers(index, role);
        if (integers.size() != 1) {
            throw because(Code.BAD_TENSOR_DATA, role + " of " + type() + " is " + integers + ", not one number");
        }
        return integers.getFirst();
    }

    /// {@return a tensor of elements of type `element` that this node makes up}
    public Known known(Tensor data, ElementType element) {
        return new Known(data, element, at);
    }

    /// {@return a tensor that this node makes up}
    public Known known(Tensor data) {
        return new Known(data, at);
    }

    /// {@return the value of a single float that this node makes up}
    public Value literal(float number) {
        return emitter.value(known(FloatTensor.of(Shape.SCALAR, number)));
    }

    /// {@return `usable` as a value of the graph}
    public Value emit(Usable usable) {
        return emitter.value(usable);
    }

    /// Adds `op`, or evaluates it where its operands are known. {@return its value}
    public Value add(OnnxOp op) {
        return emitter.value(emitter.result(op, at));
    }

    /// Adds `op`, or evaluates it where its operands are known. {@return what it yields, as the result of this node}
    public Imported result(OnnxOp op) {
        return (Imported) emitter.result(op, at);
    }

    /// {@return `value` as a result of this node, its elements known where they are}
    public Imported imported(Value value) {
        return emitter.imported(value);
    }

    /// {@return what the operator `type` of ONNX itself makes of `inputs`, with the attributes of this node}
    /// @param version of the standard operators in which the attributes are written
    /// @throws Unconvertible if there is no such operator, or it refuses
    public Value asValue(String type, List<Imported> inputs, int version) {
        Operator operator = StandardOperators.BY_TYPE.get(type);
        if (operator == null) {
            throw because(Code.UNSUPPORTED_OPERATOR, type() + " needs " + type + ", which is not supported");
        }
        NodeProto.Builder inner =
                proto.toBuilder().setOpType(type).clearDomain().clearInput().clearOutput();
        for (int i = 0; i < inputs.size(); i++) {
            inner.addInput(String.valueOf(i));
        }
        Function<String, Imported> given = name -> inputs.get(Integer.parseInt(name));
        OnnxNode node = new OnnxNode(inner.addOutput("result").build(), at, version, given, emitter, diagnostics);
        Imported result = operator.convert(node);
        if (node.isRefused() || !(result instanceof Usable usable)) {
            throw Unconvertible.silently();
        }
        return emitter.value(usable);
    }

    /// States what output `index`, 1 or more, stands for; outputs of which nothing is said are not computed.
    public void alsoYields(int index, Imported result) {
        further.put(index, result);
    }

    /// {@return whether output `index` has a name, so that it may be read}
    public boolean wants(int index) {
        return index < proto.getOutputCount() && !proto.getOutput(index).isEmpty();
    }

    /// {@return how many outputs there are}
    public int outputCount() {
        return proto.getOutputCount();
    }

    /// {@return what was said of further outputs, by index}
    public Map<Integer, Imported> further() {
        return further;
    }

    /// {@return the refusal of this node that `message` explains}
    public Unconvertible because(Code code, String message) {
        return Unconvertible.because(code, at, message);
    }

    /// Reports one of several things that are wrong with this node, which is refused in the end.
    public void report(Diagnostic diagnostic) {
        refused = true;
        diagnostics.add(diagnostic);
    }

    /// Says what was assumed or left to the host.
    public void remark(String message) {
        diagnostics.add(Diagnostic.of(Code.ASSUMED, at, message));
    }

    /// {@return whether something was reported}
    public boolean isRefused() {
        return refused;
    }
}
