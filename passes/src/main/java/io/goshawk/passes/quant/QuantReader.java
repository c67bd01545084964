package io.goshawk.passes.quant;

import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Location;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Cast;
import io.goshawk.ir.onnx.elementwise.ElementwiseOp;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.indexing.Expand;
import io.goshawk.ir.onnx.indexing.IndexingOp;
import io.goshawk.ir.onnx.linear.MatMul;
import io.goshawk.ir.onnx.normalization.BatchNormalization;
import io.goshawk.ir.onnx.normalization.NormalizationOp;
import io.goshawk.ir.onnx.normalization.Softmax;
import io.goshawk.ir.onnx.quantization.BipolarQuant;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.onnx.quantization.QuantizationOp;
import io.goshawk.ir.onnx.reduction.ArgExtreme;
import io.goshawk.ir.onnx.reduction.ReductionOp;
import io.goshawk.ir.onnx.spatial.SpatialOp;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.quant.Relu;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One front-to-back reading of an onnx graph; see [OnnxToQuant].
///
/// Each value is known (a constant), live (a value of the new graph) or lost: it hangs on something refused
/// before, so nothing more is said of its numbers; operations that no numbers would help are refused all the
/// same.
final class QuantReader {
    private final Graph<OnnxOp> graph;
    private final Map<String, InputType> inputTypes;
    private final Diagnostics diagnostics;
    private final GraphBuilder<QuantOp> builder;
    private final Map<Value, Known> known = new HashMap<>();
    private final Map<Value, Value> live = new HashMap<>();
    /// What does not depend on any input, known or lost.
    private final Set<Value> fixed = new HashSet<>();
    /// Graph inputs that reached their reader through nothing but host operators, by the value that carries
    /// them.
    private final Map<Value, Graph.Port> unquantised = new HashMap<>();
    private final Set<Graph.Port> complainedOf = new HashSet<>();
    private final LiveOps ops;

    QuantReader(Graph<OnnxOp> graph, Map<String, InputType> inputTypes, Diagnostics diagnostics) {
        this.graph = graph;
        this.inputTypes = inputTypes;
        this.diagnostics = diagnostics;
        this.builder = new GraphBuilder<>(graph.name());
        this.ops = new LiveOps(diagnostics);
    }

    Graph<QuantOp> read() {
        InputType.checkNames(graph, inputTypes, diagnostics);
        graph.inputs().forEach(this::input);
        graph.nodes().forEach(this::node);
        for (Graph.Port port : graph.outputs()) {
            if (known.containsKey(port.value())) {
                diagnostics.add(
                        Diagnostic.of(Code.EMPTY_GRAPH, port.at(), "the output \"" + port.name() + "\" is a constant")
                                .hint("remove the output from the model"));
            }
        }
        diagnostics.stopOnErrors();
        return builder.build(graph.outputs().stream()
                .map(port -> port.withValue(live.get(port.value())))
                .toList());
    }

    private void input(Graph.Port port) {
        Value value = builder.input(port.name(), port.value().type(), port.at());
        InputType type = inputTypes.get(port.name());
        if (type == null) {
            unquantised.put(value, port);
        } else {
            QuantType element = type.type();
            value = builder.add(
                    new Quantize(value, element, element.storage().range(), type.rounding(), type.overflow()),
                    port.at());
        }
        live.put(port.value(), value);
    }

    private void node(Graph.Node<OnnxOp> node) {
        List<Value> operands = node.op().operands();
        try {
            if (fixed.containsAll(operands)) {
                fixed.add(node.result());
                if (allKnown(operands)) {
                    fold(node);
                }
                return;
            }
            Optional<String> never = Unsupported.reason(node.op(), value -> !fixed.contains(value));
            never.ifPresent(what -> ops.refuse(node.at(), what));
            if (never.isEmpty()
                    && operands.stream().allMatch(value -> known.containsKey(value) || live.containsKey(value))) {
                convert(node);
            }
        } catch (ArithmeticException noForm) {
            diagnostics.add(Diagnostic.of(
                            Code.NO_EXACT_FORM, node.at(), "a number here has no exact form: " + noForm.getMessage())
                    .hint("put a quantiser in front of this node"));
        }
    }

    private void fold(Graph.Node<OnnxOp> node) {
        switch (node.op()) {
            case Quant quant ->
                ConstantQuantiser.fold(quant, node.at(), this::reals, diagnostics)
                        .ifPresent(folded -> known.put(node.result(), folded));
            case BipolarQuant bipolar ->
                ConstantQuantiser.fold(bipolar, node.at(), this::reals, diagnostics)
                        .ifPresent(folded -> known.put(node.result(), folded));
            case Transpose transpose
            when known.get(transpose.input()) instanceof Known.Quantised weight ->
                known.put(node.result(), ConstantQuantiser.transpose(transpose, weight));
            case Reshape reshape
            when known.get(reshape.input()) instanceof Known.Quantised weight
                    && weight.element().map().axis() < 0 -> known.put(node.result(), weight.reshape(reshape.shape()));
            case ShapeOp _, Expand _ -> known.put(node.result(), new Known.Moved(node.op()));
            default -> {
                List<Tensor> data =
                        node.op().operands().stream().<Tensor>map(this::reals).toList();
                Tensor result = node.op() instanceof Constant constant
                        ? constant.data()
                        : Interpreter.evaluate(node.op(), data);
                known.put(node.result(), new Known.Plain(result, node.result().type()));
            }
        }
    }

    private RealTensor reals(Value value) {
        return switch (known.get(value)) {
            case Known.Plain plain -> Reals.of(plain.data(), plain.type());
            case Known.Moved moved -> {
                List<Tensor> data = List.of(reals(moved.op().operands().getFirst()));
                known.put(value, new Known.Plain(Interpreter.evaluate(moved.op(), data), value.type()));
                yield reals(value);
            }
            case Known.Quantised weight ->
                Reals.of(weight.codes(), new TensorType(weight.codes().shape(), weight.element()));
        };
    }

    private void convert(Graph.Node<OnnxOp> node) {
        switch (node.op()) {
            case Binary binary -> binary(binary, node);
            case Unary unary -> {
                Value input = live.get(unary.input());
                put(node, unary.kind() == Unary.Kind.RELU ? new Relu(input) : LiveOps.negate(input));
            }
            case MatMul matmul -> matmul(matmul, node);
            case BatchNormalization norm ->
                put(
                        node,
                        ops.normalize(
                                live.get(norm.input()),
                                norm.operands().subList(1, 5).stream()
                                        .map(this::reals)
                                        .toList(),
                                norm.epsilon()));
            case Softmax softmax ->
                put(node, new io.goshawk.ir.quant.Softmax(live.get(softmax.input()), softmax.axis()));
            case ArgExtreme argmax ->
                put(node, new io.goshawk.ir.quant.ArgMax(live.get(argmax.input()), argmax.axis(), argmax.keepAxis()));
            case Quant quant -> quant(quant, node);
            case BipolarQuant bipolar -> bipolar(bipolar, node);
            case ShapeOp shape -> shape(shape, node);
            case Cast cast -> live.put(node.result(), live.get(cast.input()));
            case Constant _,
                    ElementwiseOp _,
                    SpatialOp _,
                    IndexingOp _,
                    NormalizationOp _,
                    QuantizationOp _,
                    ReductionOp _ ->
                throw new IllegalStateException(node.op() + " is folded, or refused as unsupported");
        }
    }

    private boolean allKnown(List<Value> values) {
        return values.stream().allMatch(known::containsKey);
    }

    private void put(Graph.Node<OnnxOp> node, QuantOp op) {
        Value value = builder.add(op, node.at());
        live.put(node.result(), value);
        // What only the host touches still carries the graph input.
        if (!(value.type().element() instanceof QuantType) && !op.operands().isEmpty()) {
            Graph.Port source = unquantised.get(op.operands().getFirst());
            if (source != null) {
                unquantised.put(value, source);
            }
        }
    }

    private void binary(Binary op, Graph.Node<OnnxOp> node) {
        boolean left = live.containsKey(op.left());
        RealTensor constant = reals(left ? op.right() : op.left());
        ops.withConstant(op.kind(), live.get(left ? op.left() : op.right()), constant, left, node.at())
                .ifPresent(affine -> put(node, affine));
    }

    private void matmul(MatMul op, Graph.Node<OnnxOp> node) {
        Value input = live.get(op.left());
        boolean inputGood = isQuantised(input, node.at());
        if (!(known.get(op.right()) instanceof Known.Quantised weight)) {
            diagnostics.add(
                    Diagnostic.of(Code.UNQUANTISED_WEIGHT, node.at(), "the weights of this node have no quantiser")
                            .hint("train or export the model with quantised weights (a Quant node behind the weight)"));
            return;
        }
        if (inputGood && ops.weightFits(weight, node.at())) {
            Value weights = builder.add(new io.goshawk.ir.quant.Constant(weight.codes(), weight.element()), node.at());
            put(node, new io.goshawk.ir.quant.MatMul(input, weights));
        }
    }

    private boolean isQuantised(Value input, Location at) {
        if (input.type().element() instanceof QuantType type) {
            return ops.activationFits(type, at);
        }
        Graph.Port source = unquantised.get(input);
        if (source == null) {
            diagnostics.add(Diagnostic.of(Code.UNQUANTISED_OPERAND, at, "the input of this node is no quantised tensor")
                    .hint("put a Quant node in front of it"));
        } else if (complainedOf.add(source)) {
            diagnostics.add(Diagnostic.of(
                            Code.INPUT_WITHOUT_TYPE,
                            source.at(),
                            "the graph input \"" + source.name() + "\" has no quantiser, so its integers are unknown")
                    .note("it reaches " + at.describe() + " as floats")
                    .hint("state its type: --input-type " + source.name() + "=fixed:16,6"));
        }
        return false;
    }

    private void quant(Quant op, Graph.Node<OnnxOp> node) {
        Value input = live.get(op.input());
        QuantParameters.of(
                        op,
                        input.shape(),
                        reals(op.scale()),
                        reals(op.zeroPoint()),
                        reals(op.bitWidth()),
                        node.at(),
                        diagnostics)
                .ifPresent(parameters -> put(node, ops.quantize(op, input, parameters, builder, node.at())));
    }

    private void bipolar(BipolarQuant op, Graph.Node<OnnxOp> node) {
        ops.bipolar(live.get(op.input()), reals(op.scale()), node.at()).ifPresent(bipolar -> put(node, bipolar));
    }

    private void shape(ShapeOp op, Graph.Node<OnnxOp> node) {
        Value input = live.get(op.operands().getFirst());
        if (input.type().element() instanceof QuantType type && type.map().axis() >= 0) {
            ops.refuse(node.at(), "a rearrangement of a tensor with one scale a channel");
            return;
        }
        put(
                node,
                switch (op) {
                    case Reshape reshape -> new Reshape(input, reshape.shape());
                    case Transpose transpose -> new Transpose(input, transpose.permutation());
                });
    }
}
