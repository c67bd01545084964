package io.goshawk.passes.integer;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Value;
import io.goshawk.ir.analysis.Ranges;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.ArgMax;
import io.goshawk.ir.quant.BipolarQuantize;
import io.goshawk.ir.quant.Constant;
import io.goshawk.ir.quant.MatMul;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.quant.Relu;
import io.goshawk.ir.quant.Softmax;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.shape.Transpose;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// One front-to-back lowering of a quant graph; see [QuantToInteger].
final class IntegerWriter {
    private final Graph<QuantOp> graph;
    private final Diagnostics diagnostics;
    private final GraphBuilder<IntegerOp> builder;
    private final Ranges ranges = new Ranges();
    private final Map<Value, Chain> chains = new HashMap<>();
    private final Map<Value, Constant> weights = new HashMap<>();
    private final Map<Value, Graph.Node<QuantOp>> argmaxes = new HashMap<>();

    IntegerWriter(Graph<QuantOp> graph, Diagnostics diagnostics) {
        this.graph = graph;
        this.diagnostics = diagnostics;
        this.builder = new GraphBuilder<>(graph.name());
    }

    Graph<IntegerOp> write() {
        for (Graph.Port port : graph.inputs()) {
            QuantType type = (QuantType) port.value().type().element();
            Value input = builder.input(
                    port.name(), port.value().type().withElement(type.storage()), Optional.of(type.map()), port.at());
            ranges.addInput(input);
            chains.put(port.value(), Chain.of(input, type.map()));
        }
        graph.nodes().forEach(this::node);
        List<Graph.Port> outputs = new ArrayList<>();
        Map<Value, Graph.Port> logits = new HashMap<>();
        for (Graph.Port port : graph.outputs()) {
            output(port, logits).ifPresent(outputs::add);
        }
        diagnostics.stopOnErrors();
        return builder.build(outputs);
    }

    private Value add(IntegerOp op, Location at) {
        Value value = builder.add(op, at);
        ranges.add(value, op);
        return value;
    }

    private void node(Graph.Node<QuantOp> node) {
        List<Value> operands = node.op().operands();
        boolean lost = operands.stream().anyMatch(value -> !chains.containsKey(value) && !weights.containsKey(value));
        if (lost && !operands.isEmpty()) {
            return; // hangs on something refused before
        }
        try {
            convert(node);
        } catch (NoFormException | IllegalArgumentException refused) {
            diagnostics.add(Diagnostic.of(Code.NO_INTEGER_FORM, node.at(), refused.getMessage())
                    .hint("put a quantiser between the operations, or use one scale a tensor"));
        } catch (ArithmeticException noForm) {
            diagnostics.add(Diagnostic.of(
                            Code.NO_EXACT_FORM, node.at(), "a number here has no exact form: " + noForm.getMessage())
                    .hint("put a quantiser in front of this node"));
        }
    }

    private void convert(Graph.Node<QuantOp> node) {
        switch (node.op()) {
            case Constant constant -> weights.put(node.result(), constant);
            case MatMul matmul -> chains.put(node.result(), multiply(matmul, node.at()));
            case ApplyAffine affine ->
                chains.put(node.result(), chain(affine.input()).then(affine.map()));
            case Relu relu -> chains.put(node.result(), chain(relu.input()).relu());
            case Quantize quantize -> chains.put(node.result(), quantize(quantize, node.at()));
            case BipolarQuantize bipolar -> chains.put(node.result(), binarize(bipolar, node.at()));
            case ShapeOp shape -> chains.put(node.result(), rearrange(shape, node.at()));
            case ArgMax argmax -> {
                chains.put(node.result(), chain(argmax.input()));
                argmaxes.put(node.result(), node);
            }
            case Softmax _ -> throw new IllegalArgumentException("a softmax in front of more integer arithmetic");
        }
    }

    private Chain chain(Value value) {
        if (argmaxes.containsKey(value)) {
            throw new IllegalArgumentException("an arg-max in front of more integer arithmetic");
        }
        Chain chain = chains.get(value);
        if (chain == null) {
            throw new IllegalArgumentException("a constant where data is wanted");
        }
        return chain;
    }

    private Chain multiply(MatMul op, Location at) {
        Chain input = chain(op.input());
        Constant weight = weights.get(op.weights());
        if (weight == null) {
            throw new IllegalArgumentException("a matrix product whose right side is data");
        }
        WeightMatrix matrix = WeightMatrix.of(weight);
        Value weights = add(new io.goshawk.ir.integer.Constant(matrix.integers(), matrix.element()), at);
        io.goshawk.ir.integer.MatMul wide =
                new io.goshawk.ir.integer.MatMul(input.accumulator(), weights, IntType.s(IntType.MAX_BITS));
        IntType narrow = IntType.holding(ranges.through(wide).hull());
        Value accumulator = add(wide.withAccumulator(narrow), at);
        return Chain.of(
                accumulator, matrix.meaning(input.map(), accumulator.shape().rank() - 1));
    }

    private Chain quantize(Quantize op, Location at) {
        Affine map = op.element().map();
        if (op.overflow() == io.goshawk.ir.num.Overflow.WRAP) {
            throw new IllegalArgumentException("a quantiser that wraps inside the network");
        }
        Value codes = requantize(
                chain(op.input()), map, op.rounding(), op.clamp(), op.element().storage(), at);
        return Chain.of(codes, map);
    }

    private Chain binarize(BipolarQuantize op, Location at) {
        Value codes = requantize(chain(op.input()), Chain.SIGN, Rounding.FLOOR, IntRange.of(0, 1), IntType.u(1), at);
        return Chain.of(codes, op.element().map());
    }

    private Value requantize(Chain chain, Affine map, Rounding rounding, IntRange clamp, IntType element, Location at) {
        int axis = Math.max(chain.axis(), map.axis());
        if (chain.axis() >= 0 && map.axis() >= 0 && chain.axis() != map.axis()) {
            throw new IllegalArgumentException("scales along two different axes");
        }
        int along = axis < 0 ? Math.max(0, chain.accumulator().shape().rank() - 1) : axis;
        List<IntRange> intervals = intervals(chain.accumulator(), axis < 0 ? -1 : along);
        List<Law> laws = IntStream.range(0, intervals.size())
                .mapToObj(channel -> chain.law(channel, map, rounding, clamp))
                .toList();
        List<Requantizer> channels = RequantizerSolver.solve(laws, intervals);
        return add(new Requantize(chain.accumulator(), along, channels, element), at);
    }

    /// {@return what can occur in each channel along `axis`, or in the whole tensor where that is -1}
    private List<IntRange> intervals(Value value, int axis) {
        if (axis < 0) {
            return List.of(ranges.of(value).hull());
        }
        int extent = value.shape().extent(axis);
        int stride = value.shape().stride(axis);
        return IntStream.range(0, extent)
                .mapToObj(channel -> ranges.of(value).channel(channel, stride, extent))
                .toList();
    }

    private Chain rearrange(ShapeOp op, Location at) {
        Chain input = chain(op.operands().getFirst());
        if (input.axis() >= 0) {
            throw new IllegalArgumentException("a rearrangement of a tensor with one scale a channel");
        }
        return input.on(add(
                switch (op) {
                    case Reshape reshape -> new Reshape(input.accumulator(), reshape.shape());
                    case Transpose transpose -> new Transpose(input.accumulator(), transpose.permutation());
                },
                at));
    }

    private Optional<Graph.Port> output(Graph.Port port, Map<Value, Graph.Port> logits) {
        Value value = port.value();
        if (!chains.containsKey(value)) {
            return Optional.empty();
        }
        Graph.Node<QuantOp> argmax = argmaxes.get(value);
        Graph.Port plain = logits.computeIfAbsent(
                argmax == null ? value : ((ArgMax) argmax.op()).input(), source -> logits(port, chains.get(source)));
        return argmax == null ? Optional.of(plain) : classOutput(port, plain, argmax);
    }

    /// The integers at the end of the network: the accumulator, or its sum with the whole steps of a bias.
    ///
    /// Where the biases of the channels differ by whole steps of the accumulator they are added here, and what is
    /// left of them is one offset for all channels: the logits can be compared as integers.
    private Graph.Port logits(Graph.Port port, Chain chain) {
        Affine map = chain.map();
        Coefficients steps = Coefficients.combine(
                map.offset(),
                map.scale(),
                (offset, scale) -> scale.signum() == 0 ? Dyadic.ZERO : offset.dividedBy(scale));
        if (!(steps instanceof Coefficients.PerAxis along)) {
            return new Graph.Port(port.name(), chain.accumulator(), Optional.of(map), port.at());
        }
        Real rest = steps.at(0).minus(Dyadic.of(steps.at(0).floor()));
        List<Real> whole = wholeSteps(along.values(), rest);
        if (whole.isEmpty()) {
            return new Graph.Port(port.name(), chain.accumulator(), Optional.of(map), port.at());
        }
        Value sum = addSteps(chain.accumulator(), along.axis(), whole, port.at());
        Affine meaning = new Affine(map.scale(), map.scale().map(rest::times));
        return new Graph.Port(port.name(), sum, Optional.of(meaning), port.at());
    }

    /// {@return each step less `rest`; nothing where one of them is no integer}
    private static List<Real> wholeSteps(List<Real> steps, Real rest) {
        try {
            List<Real> whole = steps.stream().map(step -> step.minus(rest)).toList();
            return whole.stream().allMatch(Real::isInteger) ? whole : List.of();
        } catch (ArithmeticException differentRoots) {
            return List.of();
        }
    }

    private Value addSteps(Value accumulator, int axis, List<Real> steps, Location at) {
        List<IntRange> intervals = intervals(accumulator, axis);
        List<IntRange> sums = IntStream.range(0, steps.size())
                .mapToObj(i -> intervals.get(i).plus(IntRange.only(steps.get(i).floor())))
                .toList();
        List<Law> laws = IntStream.range(0, steps.size())
                .mapToObj(i -> new Law(Dyadic.ONE, steps.get(i), Rounding.FLOOR, sums.get(i)))
                .toList();
        IntType element = IntType.holding(sums.stream().reduce(IntRange::union).orElseThrow());
        return add(new Requantize(accumulator, axis, RequantizerSolver.solve(laws, intervals), element), at);
    }

    private Optional<Graph.Port> classOutput(Graph.Port port, Graph.Port logits, Graph.Node<QuantOp> node) {
        ArgMax op = (ArgMax) node.op();
        boolean comparable = logits.meaning().orElseThrow().scale() instanceof Coefficients.PerTensor scale
                && scale.value().signum() > 0
                && logits.meaning().orElseThrow().offset() instanceof Coefficients.PerTensor;
        if (!comparable) {
            diagnostics.add(Diagnostic.of(
                    Code.ASSUMED,
                    node.at(),
                    "the class is left to the host: the logits differ in scale or offset, or their scale is negative"));
            return Optional.empty();
        }
        Value place = add(new io.goshawk.ir.integer.ArgMax(logits.value(), op.axis(), op.keepAxis()), node.at());
        return Optional.of(Graph.Port.plain(port.name(), place, port.at()));
    }
}
