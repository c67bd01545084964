package io.goshawk.frontend.tflite;

import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.operators.Emitter;
import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/// The import of one TensorFlow Lite model. Goes on behind every problem as far as it makes sense.
final class TfliteImport {
    private final TfliteModel model;
    private final String name;
    private final Diagnostics diagnostics;
    private final GraphBuilder<OnnxOp> builder;
    private final Emitter emitter;
    private final Layouts layouts;
    private final Quantisers quantisers;

    /// What operators yield, refused ones too, as far as the import has come.
    private final Set<Integer> passed = new HashSet<>();

    /// Constants that operators pass on.
    private final Map<Integer, TfliteTensor> widened = new HashMap<>();

    TfliteImport(TfliteModel model, String name, Diagnostics diagnostics) {
        this.model = model;
        this.name = name;
        this.diagnostics = diagnostics;
        String stem = name.replaceFirst("\\.[A-Za-z]+$", "").replaceAll("[^A-Za-z0-9_]", "_");
        this.builder = new GraphBuilder<>(Character.isDigit(stem.charAt(0)) ? "_" + stem : stem);
        this.emitter = new Emitter(builder);
        this.layouts = new Layouts(emitter);
        this.quantisers = new Quantisers(emitter);
    }

    /// {@return the graph}
    /// @throws io.goshawk.ir.diag.Refusal carrying every problem, if there are any
    Graph<OnnxOp> run() {
        model.inputs().forEach(this::input);
        reportUnknownOperators();
        for (TfliteNode node : model.operators()) {
            try {
                convert(node);
            } catch (Unconvertible refusal) {
                refusal.reason().ifPresent(diagnostics::add);
            } catch (IllegalArgumentException | ArithmeticException e) {
                String message = Objects.requireNonNullElse(e.getMessage(), "numbers too large");
                diagnostics.add(Diagnostic.of(Code.SHAPE_MISMATCH, node.at(), message)
                        .hint("check the shapes of the tensors that reach this node"));
            }
            passed.addAll(node.outputs());
        }
        diagnostics.stopOnErrors();
        List<Graph.Port> outputs = model.outputs().stream().map(this::output).toList();
        diagnostics.stopOnErrors();
        return builder.build(outputs);
    }

    private void input(int number) {
        TfliteTensor tensor = tensor(number);
        Value port = builder.input(
                tensor.name(), new TensorType(tensor.shape(), tensor.kind().element()), tensor.at());
        layouts.putRows(number, tensor.isQuantised() ? quantisers.dequantised(port, tensor) : port);
    }

    private Graph.Port output(int number) {
        TfliteTensor tensor = tensor(number);
        if (!layouts.knows(number)) {
            throw Unconvertible.because(
                            Code.MISSING_VALUE, tensor.at(), "nothing produces the output \"" + tensor.name() + "\"")
                    .hint("convert the model again");
        }
        Value value = layouts.rows(number, tensor.at());
        return Graph.Port.plain(
                tensor.name(), tensor.isQuantised() ? quantisers.stored(value, tensor) : value, tensor.at());
    }

    private void reportUnknownOperators() {
        Map<String, List<TfliteNode>> unknown = new LinkedHashMap<>();
        for (TfliteNode node : model.operators()) {
            if (!TfliteOperators.BY_NAME.containsKey(node.name())) {
                unknown.computeIfAbsent(node.name(), _ -> new ArrayList<>()).add(node);
            }
        }
        unknown.forEach((type, nodes) -> diagnostics.add(Diagnostic.of(
                        Code.UNSUPPORTED_OPERATOR,
                        nodes.getFirst().at(),
                        "the operator " + type + " of TensorFlow Lite is not supported"
                                + (nodes.size() > 1 ? "; " + nodes.size() + " nodes use it" : ""))
                .hint("convert the model to ONNX with tf2onnx, where more operators are understood")));
    }

    private void convert(TfliteNode node) {
        TfliteOperator operator = TfliteOperators.BY_NAME.get(node.name());
        if (operator == null) {
            return;
        }
        for (int input : node.inputs()) {
            if (input >= 0 && tensor(input).data().isEmpty() && !layouts.knows(input)) {
                throw passed.contains(input) ? Unconvertible.silently() : nowhere(node, tensor(input));
            }
        }
        operator.convert(node, this);
    }

    private static Unconvertible nowhere(TfliteNode node, TfliteTensor tensor) {
        return Unconvertible.because(
                        Code.MISSING_VALUE,
                        node.at(),
                        "the tensor \"" + tensor.name() + "\" has no data, and no operator in front yields it")
                .hint("convert or download the model again");
    }

    /// {@return tensor `number` of the model}
    TfliteTensor tensor(int number) {
        if (number < 0 || number >= model.tensors().size()) {
            throw Unconvertible.because(
                    Code.NOT_A_MODEL, new Location.Whole(name), "there is no tensor " + number + " in the file");
        }
        return Optional.ofNullable(widened.get(number))
                .orElseGet(() -> model.tensors().get(number));
    }

    /// Lets output 0 of `node` be the constant that its input is.
    void pass(TfliteNode node) {
        TfliteTensor from = input(node, 0);
        TfliteTensor to = output(node, 0);
        check(node, to.shape(), from.shape());
        widened.put(node.outputs().getFirst(), from);
    }

    /// {@return what input `index` of `node` is in the file}
    /// @throws Unconvertible if it is left out
    TfliteTensor input(TfliteNode node, int index) {
        return tensor(number(node, index));
    }

    /// {@return what output `index` of `node` is in the file}
    TfliteTensor output(TfliteNode node, int index) {
        if (index >= node.outputs().size()) {
            throw Unconvertible.because(Code.BAD_INPUTS, node.at(), "output " + index + " is left out");
        }
        return tensor(node.outputs().get(index));
    }

    private static int number(TfliteNode node, int index) {
        if (!node.has(index)) {
            throw Unconvertible.because(
                            Code.BAD_INPUTS, node.at(), "input " + index + " of " + node.name() + " is left out")
                    .hint("convert the model again");
        }
        return node.inputs().get(index);
    }

    /// {@return the reals of input `index`, in the order of the file}
    Value rows(TfliteNode node, int index) {
        return layouts.rows(fetched(node, index), node.at());
    }

    /// {@return the reals of input `index`, a feature map, plane by plane}
    Value planes(TfliteNode node, int index) {
        TfliteTensor tensor = input(node, index);
        if (tensor.shape().rank() != 4) {
            throw Unconvertible.because(
                    Code.SHAPE_MISMATCH,
                    node.at(),
                    "input " + index + " has the shape [" + tensor.shape() + "] and should be a feature map of 4 axes");
        }
        return layouts.planes(fetched(node, index), node.at());
    }

    /// {@return whether input `index` is there plane by plane}
    boolean isInPlanes(TfliteNode node, int index) {
        return layouts.isInPlanes(number(node, index));
    }

    private int fetched(TfliteNode node, int index) {
        int number = number(node, index);
        if (!layouts.knows(number)) {
            layouts.putRows(number, quantisers.constant(tensor(number), tensor -> tensor));
        }
        return number;
    }

    /// {@return the integers of input `index`, which must be a constant}
    List<Long> integers(TfliteNode node, int index) {
        TfliteTensor tensor = input(node, index);
        if (tensor.data().isEmpty() || !(tensor.elements() instanceof IntTensor integers)) {
            throw Unconvertible.because(
                            Code.UNSUPPORTED_FEATURE,
                            node.at(),
                            "input " + index + " of " + node.name() + " is no constant of integers")
                    .hint("convert the model with static shapes");
        }
        return LongStream.of(integers.toLongs()).boxed().toList();
    }

    /// {@return how weights and biases become values}
    Quantisers quantisers() {
        return quantisers;
    }

    /// Adds `op`. {@return its value}
    Value add(OnnxOp op, TfliteNode node) {
        return emitter.value(emitter.result(op, node.at()));
    }

    /// {@return `tensor` as a value}
    Value literal(FloatTensor tensor, TfliteNode node) {
        return emitter.value(new Known(tensor, node.at()));
    }

    /// States that output 0 of `node` is `real`, in the order of the file, rounded to what the tensor can hold.
    void give(TfliteNode node, Value real) {
        TfliteTensor tensor = output(node, 0);
        check(node, tensor.shape(), real.shape());
        layouts.putRows(node.outputs().getFirst(), quantisers.rounded(real, tensor, node.at()));
    }

    /// States that output 0 of `node` is `real`, plane by plane, rounded to what the tensor can hold.
    void givePlanes(TfliteNode node, Value real) {
        TfliteTensor tensor = output(node, 0);
        Shape planes =
                new Shape(Layouts.TO_PLANES.stream().map(tensor.shape()::extent).toList());
        check(node, planes, real.shape());
        layouts.putPlanes(node.outputs().getFirst(), quantisers.rounded(real, tensor, node.at()));
    }

    private static void check(TfliteNode node, Shape stated, Shape computed) {
        if (!stated.equals(computed)) {
            throw Unconvertible.because(
                            Code.SHAPE_MISMATCH,
                            node.at(),
                            "the result has the shape [" + computed + "] and is declared as [" + stated + "]")
                    .hint("convert the model again, with a fixed batch size");
        }
    }

    /// {@return whether elements of `tensor` are integers that mean themselves}
    static boolean isPlainInteger(TfliteTensor tensor) {
        return tensor.kind().element() instanceof IntType && !tensor.isQuantised();
    }
}
