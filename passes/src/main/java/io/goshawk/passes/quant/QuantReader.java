package io.goshawk.passes.quant;

import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Activation;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Cast;
import io.goshawk.ir.onnx.elementwise.Clip;
import io.goshawk.ir.onnx.elementwise.ElementwiseOp;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.indexing.Concat;
import io.goshawk.ir.onnx.indexing.Gather;
import io.goshawk.ir.onnx.indexing.IndexingOp;
import io.goshawk.ir.onnx.indexing.Pad;
import io.goshawk.ir.onnx.indexing.Slice;
import io.goshawk.ir.onnx.indexing.TopK;
import io.goshawk.ir.onnx.linear.MatMul;
import io.goshawk.ir.onnx.normalization.BatchNormalization;
import io.goshawk.ir.onnx.normalization.NormalizationOp;
import io.goshawk.ir.onnx.quantization.BipolarQuant;
import io.goshawk.ir.onnx.quantization.ConvInteger;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;
import io.goshawk.ir.onnx.quantization.MatMulInteger;
import io.goshawk.ir.onnx.quantization.MultiThreshold;
import io.goshawk.ir.onnx.quantization.Quant;
import io.goshawk.ir.onnx.quantization.QuantizationOp;
import io.goshawk.ir.onnx.quantization.QuantizeLinear;
import io.goshawk.ir.onnx.quantization.Trunc;
import io.goshawk.ir.onnx.quantization.TruncV1;
import io.goshawk.ir.onnx.reduction.ArgExtreme;
import io.goshawk.ir.onnx.reduction.Reduce;
import io.goshawk.ir.onnx.reduction.ReductionOp;
import io.goshawk.ir.onnx.spatial.AveragePool;
import io.goshawk.ir.onnx.spatial.Conv;
import io.goshawk.ir.onnx.spatial.ConvTranspose;
import io.goshawk.ir.onnx.spatial.MaxPool;
import io.goshawk.ir.onnx.spatial.Resize;
import io.goshawk.ir.onnx.spatial.SpatialOp;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.tensor.RealTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One front-to-back reading of an onnx graph; see [OnnxToQuant].
///
/// Each value is known (a constant), live (a value of the new graph) or lost: it hangs on something
/// refused before, so nothing more is said of its numbers; operations that no numbers would help are
/// refused all the same.
final class QuantReader {
    private final Graph<OnnxOp> graph;
    private final Map<String, InputType> inputTypes;
    private final Diagnostics diagnostics;
    private final GraphBuilder<QuantOp> builder;
    private final KnownValues known;
    private final Map<Value, Value> live = new HashMap<>();
    /// What does not depend on any input, known or lost.
    private final Set<Value> fixed = new HashSet<>();
    private final Origins origins;
    private final LiveOps ops;
    private final TransformerReader transformers;
    private final Pools pools;
    private final LiveLeaders leaders;
    private final LiveArrangements arrangements;
    private final LinearQuantisers linear;
    private final LiveProducts products;

    QuantReader(Graph<OnnxOp> graph, Map<String, InputType> inputTypes, Diagnostics diagnostics) {
        this.graph = graph;
        this.inputTypes = inputTypes;
        this.diagnostics = diagnostics;
        this.builder = new GraphBuilder<>(graph.name());
        this.known = new KnownValues(diagnostics);
        this.origins = new Origins(diagnostics);
        this.ops = new LiveOps(diagnostics);
        this.transformers = new TransformerReader(builder, known, origins);
        this.pools = new Pools(builder);
        this.leaders = new LiveLeaders(builder);
        this.arrangements = new LiveArrangements(builder);
        this.linear = new LinearQuantisers(builder, diagnostics, known::reals);
        this.products = new LiveProducts(builder, known, origins, linear, diagnostics);
    }

    Graph<QuantOp> read() {
        InputType.checkNames(graph, inputTypes, diagnostics);
        graph.inputs().forEach(this::input);
        graph.nodes().forEach(this::node);
        for (Graph.Port port : graph.outputs()) {
            if (known.contains(port.value())) {
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
        if (type == null && port.value().type().element() instanceof IntType integers) {
            type = InputType.of(integers);
        }
        if (type == null) {
            origins.input(value, port);
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
                if (known.containsAll(operands)) {
                    known.fold(node);
                }
                return;
            }
            Optional<String> never = Unsupported.reason(node.op(), value -> !fixed.contains(value));
            never.ifPresent(what -> ops.refuse(node.at(), what));
            if (never.isEmpty()
                    && operands.stream().allMatch(value -> known.contains(value) || live.containsKey(value))) {
                convert(node);
            }
        } catch (ArithmeticException noForm) {
            diagnostics.add(Diagnostic.of(
                            Code.NO_EXACT_FORM, node.at(), "a number here has no exact form: " + noForm.getMessage())
                    .hint("put a quantiser in front of this node"));
        }
    }

    private void convert(Graph.Node<OnnxOp> node) {
        switch (node.op()) {
            case Binary binary -> binary(binary, node);
            case Activation leaky -> put(node, LiveOps.leaky(leaky, live.get(leaky.input())));
            case Unary unary -> put(node, transformers.unary(unary, live.get(unary.input())));
            case MatMul matmul
            when live.containsKey(matmul.right()) ->
                transformers
                        .product(live.get(matmul.left()), live.get(matmul.right()), node.at())
                        .ifPresent(op -> put(node, op));
            case Gather rows
            when live.containsKey(rows.indices()) ->
                transformers
                        .rows(rows, live.get(rows.indices()), node.at())
                        .ifPresentOrElse(op -> put(node, op), () -> ops.refuse(node.at(), "such a table of rows"));
            case MatMul _, MatMulInteger _, Conv _, ConvInteger _, ConvTranspose _ ->
                products.of(node, live.get(node.op().operands().getFirst())).ifPresent(op -> put(node, op));
            case MaxPool pool ->
                put(node, new io.goshawk.ir.quant.MaxPool(live.get(pool.input()), pool.kernel(), pool.window()));
            case AveragePool pool -> put(node, pools.average(pool, live.get(pool.input()), node.at()));
            case Reduce reduce -> put(node, pools.global(reduce, live.get(reduce.input()), node.at()));
            case Clip clip -> clip(clip, node);
            case BatchNormalization norm ->
                put(
                        node,
                        ops.normalize(
                                live.get(norm.input()),
                                norm.operands().subList(1, 5).stream()
                                        .map(known::reals)
                                        .toList(),
                                norm.epsilon()));
            case NormalizationOp norm ->
                put(node, transformers.normalized(norm, live.get(norm.operands().getFirst())));
            case ArgExtreme extreme -> put(node, leaders.place(extreme, live.get(extreme.input()), node.at()));
            case TopK top -> put(node, leaders.of(top, live.get(top.input())));
            case Quant quant -> quant(quant, node);
            case BipolarQuant bipolar ->
                ops.bipolar(live.get(bipolar.input()), known.reals(bipolar.scale()), node.at())
                        .ifPresent(signs -> put(node, signs));
            case TruncV1 _, Trunc _ ->
                TruncReader.of(node, live.get(node.op().operands().getFirst()), known::reals, builder, diagnostics)
                        .ifPresent(op -> put(node, op));
            case MultiThreshold steps ->
                ThresholdReader.of(
                                steps, live.get(steps.input()), known.reals(steps.thresholds()), node.at(), diagnostics)
                        .ifPresent(counts -> put(node, counts));
            case QuantizeLinear quantize ->
                linear.quantize(quantize, live.get(quantize.input()), node.at()).ifPresent(integers -> {
                    put(node, integers);
                    linear.remember(live.get(node.result()), integers);
                });
            case DequantizeLinear back -> dequantize(back, node);
            case ShapeOp _, Slice _, Gather _, Resize _, Pad _ -> moved(node);
            case Concat concat -> concat(concat, node);
            case Cast cast -> live.put(node.result(), live.get(cast.input()));
            case Constant _, ElementwiseOp _, SpatialOp _, IndexingOp _, QuantizationOp _, ReductionOp _ ->
                throw new IllegalStateException(node.op() + " is folded, or refused as unsupported");
        }
    }

    private void put(Graph.Node<OnnxOp> node, QuantOp op) {
        Value value = builder.add(op, node.at());
        live.put(node.result(), value);
        origins.add(value, op);
    }

    private void clip(Clip op, Graph.Node<OnnxOp> node) {
        List<Real> bounds = op.operands().stream()
                .skip(1)
                .<Real>map(bound -> known.reals(bound).at(0))
                .toList();
        Optional<Real> low = op.sides() == Clip.Sides.HIGH ? Optional.empty() : Optional.of(bounds.getFirst());
        Optional<Real> high = op.sides() == Clip.Sides.LOW ? Optional.empty() : Optional.of(bounds.getLast());
        put(node, new io.goshawk.ir.quant.Clip(live.get(op.input()), low, high));
    }

    private void binary(Binary op, Graph.Node<OnnxOp> node) {
        if (live.containsKey(op.left()) && live.containsKey(op.right())) {
            sum(op, live.get(op.left()), live.get(op.right()), node);
            return;
        }
        boolean left = live.containsKey(op.left());
        Optional<QuantOp> sum = transformers.sum(op, live.get(left ? op.left() : op.right()), node.at());
        if (sum.isPresent()) {
            put(node, sum.get());
            return;
        }
        RealTensor constant = known.reals(left ? op.right() : op.left());
        ops.withConstant(op.kind(), live.get(left ? op.left() : op.right()), constant, left, node.at())
                .ifPresent(affine -> put(node, affine));
    }

    private void sum(Binary op, Value left, Value right, Graph.Node<OnnxOp> node) {
        if (origins.allQuantisedOrNone(List.of(left, right), node.at())) {
            Value addend = op.kind() == Binary.Kind.ADD ? right : builder.add(LiveOps.negate(right), node.at());
            put(node, new io.goshawk.ir.quant.Add(left, addend));
        }
    }

    private void quant(Quant op, Graph.Node<OnnxOp> node) {
        Value input = live.get(op.input());
        QuantParameters.of(
                        op,
                        input.shape(),
                        known.reals(op.scale()),
                        known.reals(op.zeroPoint()),
                        known.reals(op.bitWidth()),
                        node.at(),
                        diagnostics)
                .ifPresent(parameters -> put(node, ops.quantize(op, input, parameters, builder, node.at())));
    }

    private void dequantize(DequantizeLinear op, Graph.Node<OnnxOp> node) {
        linear.dequantize(op, live.get(op.input()), node.at())
                .ifPresent(reals -> linear.undone(reals)
                        .ifPresentOrElse(codes -> live.put(node.result(), codes), () -> put(node, reals)));
    }

    /// Data side by side; a constant among it needs a quantiser.
    private void concat(Concat op, Graph.Node<OnnxOp> node) {
        List<Value> parts = new ArrayList<>();
        for (Value part : op.parts()) {
            if (live.containsKey(part)) {
                parts.add(live.get(part));
            } else if (known.of(part) instanceof Known.Quantised constant) {
                parts.add(
                        builder.add(new io.goshawk.ir.quant.Constant(constant.codes(), constant.element()), node.at()));
            } else {
                ops.refuse(node.at(), "a constant without a quantiser beside data");
                return;
            }
        }
        if (origins.allQuantisedOrNone(parts, node.at())) {
            put(node, new io.goshawk.ir.shape.Concat(parts, op.axis()));
        }
    }

    private void moved(Graph.Node<OnnxOp> node) {
        Value input = live.get(node.op().operands().getFirst());
        Value result = arrangements.moved(node.op(), input, known::reals, node.at());
        live.put(node.result(), result);
        origins.follow(result, input);
    }
}
