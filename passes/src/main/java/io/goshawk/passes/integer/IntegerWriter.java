package io.goshawk.passes.integer;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.StepFunction;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.quant.Add;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.ArgMax;
import io.goshawk.ir.quant.BatchMatMul;
import io.goshawk.ir.quant.BipolarQuantize;
import io.goshawk.ir.quant.Clip;
import io.goshawk.ir.quant.Constant;
import io.goshawk.ir.quant.Conv;
import io.goshawk.ir.quant.ConvTranspose;
import io.goshawk.ir.quant.CountThresholds;
import io.goshawk.ir.quant.Curve;
import io.goshawk.ir.quant.Gather;
import io.goshawk.ir.quant.LeakyRelu;
import io.goshawk.ir.quant.LogSoftmax;
import io.goshawk.ir.quant.MatMul;
import io.goshawk.ir.quant.MaxPool;
import io.goshawk.ir.quant.Normalize;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.quant.Relu;
import io.goshawk.ir.quant.Softmax;
import io.goshawk.ir.quant.TopK;
import io.goshawk.ir.quant.WindowSum;
import io.goshawk.ir.shape.Concat;
import io.goshawk.ir.shape.Pick;
import io.goshawk.ir.shape.ShapeOp;
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
    private final IntegerEmitter emitter;
    private final Sums sums;
    private final Arrangements arrangements;
    private final Functions functions;
    private final Heads heads;
    private final Map<Value, Chain> chains = new HashMap<>();
    private final Map<Value, Constant> weights = new HashMap<>();
    private final Map<Value, Graph.Node<QuantOp>> argmaxes = new HashMap<>();

    IntegerWriter(Graph<QuantOp> graph, LoweringOptions options, Diagnostics diagnostics) {
        this.graph = graph;
        this.diagnostics = diagnostics;
        this.emitter = new IntegerEmitter(graph.name(), options);
        this.sums = new Sums(emitter);
        this.heads = new Heads(emitter, diagnostics);
        this.arrangements = new Arrangements(emitter);
        this.functions = new Functions(emitter, options.maxError());
    }

    /// {@return where the options gave rescalings another meaning than the model's, once it was
    ///     written}
    List<Approximation> approximations() {
        return emitter.approximations();
    }

    Graph<IntegerOp> write() {
        for (Graph.Port port : graph.inputs()) {
            chains.put(port.value(), emitter.input(port));
        }
        graph.nodes().forEach(this::node);
        List<Graph.Port> outputs = new ArrayList<>();
        for (Graph.Port port : graph.outputs()) {
            output(port).ifPresent(outputs::add);
        }
        diagnostics.stopOnErrors();
        return emitter.build(outputs);
    }

    private void node(Graph.Node<QuantOp> node) {
        List<Value> operands = node.op().operands();
        boolean lost = operands.stream()
                .anyMatch(
                        value -> !chains.containsKey(value) && !weights.containsKey(value) && !functions.holds(value));
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
            case MatMul matmul ->
                chains.put(node.result(), sums.product(chain(matmul.input()), weight(matmul.weights()), node.at()));
            case Conv conv ->
                chains.put(
                        node.result(), sums.convolution(conv, chain(conv.input()), weight(conv.weights()), node.at()));
            case ConvTranspose conv ->
                chains.put(
                        node.result(), sums.transposed(conv, chain(conv.input()), weight(conv.weights()), node.at()));
            case WindowSum sum -> chains.put(node.result(), sums.windows(sum, chain(sum.input()), node.at()));
            case Add add ->
                chains.put(node.result(), sums.sum(addend(add.left(), node), addend(add.right(), node), node.at()));
            case BatchMatMul product ->
                chains.put(node.result(), sums.product(chain(product.left()), chain(product.right()), node.at()));
            case Gather gather ->
                chains.put(node.result(), sums.rows(chain(gather.indices()), weight(gather.table()), node.at()));
            case MaxPool pool -> chains.put(node.result(), largest(pool, node.at()));
            case Clip clip -> chains.put(node.result(), chain(clip.input()).clip(clip.low(), clip.high()));
            case LeakyRelu leaky ->
                chains.put(node.result(), arrangements.bent(chain(leaky.input()), leaky.slope(), node.at()));
            case ApplyAffine affine when functions.holds(affine.input()) -> functions.then(affine, node.result());
            case Quantize quantize
            when functions.holds(quantize.input()) -> chains.put(node.result(), functions.quantize(quantize));
            case ApplyAffine affine ->
                chains.put(
                        node.result(),
                        arrangements
                                .along(chain(affine.input()), affine.map().axis(), node.at())
                                .then(affine.map()));
            case Relu relu -> chains.put(node.result(), chain(relu.input()).relu());
            case Quantize quantize -> chains.put(node.result(), quantize(quantize, node.at()));
            case CountThresholds steps -> chains.put(node.result(), count(steps, node.at()));
            case BipolarQuantize bipolar -> chains.put(node.result(), binarize(bipolar, node.at()));
            case ShapeOp shape ->
                chains.put(
                        node.result(),
                        arrangements.rearranged(shape, chain(shape.operands().getFirst()), node.at()));
            case Concat concat ->
                chains.put(node.result(), arrangements.joined(parts(concat, node.at()), concat.axis(), node.at()));
            case Pick pick -> chains.put(node.result(), arrangements.picked(pick, chain(pick.input()), node.at()));
            case ArgMax argmax -> {
                chains.put(node.result(), chain(argmax.input()));
                argmaxes.put(node.result(), node);
            }
            case LogSoftmax _, TopK _ ->
                throw new IllegalArgumentException("what only the host computes, in front of more integer arithmetic");
            case Softmax _, Curve _, Normalize _ ->
                functions.hold(node, chain(node.op().operands().getFirst()));
        }
    }

    /// {@return an operand of a sum, which may be a constant}
    private Chain addend(Value value, Graph.Node<QuantOp> sum) {
        Constant constant = weights.get(value);
        return constant == null ? chain(value) : constant(constant, sum.at());
    }

    private Chain chain(Value value) {
        if (functions.holds(value)) {
            throw new IllegalArgumentException("a function without a quantiser in front of more integer arithmetic");
        }
        if (argmaxes.containsKey(value)) {
            throw new IllegalArgumentException("an arg-max in front of more integer arithmetic");
        }
        Chain chain = chains.get(value);
        if (chain == null) {
            throw new IllegalArgumentException("a constant where data is wanted");
        }
        return chain;
    }

    private List<Chain> parts(Concat op, Location at) {
        Optional<Chain> data = op.parts().stream()
                .filter(part -> !weights.containsKey(part))
                .findFirst()
                .map(this::chain);
        return op.parts().stream()
                .map(part -> weights.containsKey(part)
                        ? data.flatMap(like -> arrangements.constant(weights.get(part), like, at))
                                .orElseGet(() -> constant(weights.get(part), at))
                        : chain(part))
                .toList();
    }

    private Chain constant(Constant constant, Location at) {
        IntegerOp op = new io.goshawk.ir.integer.Constant(
                constant.data(), IntType.holding(constant.data().hull()));
        return Chain.of(emitter.add(op, at), constant.element().map());
    }

    private Constant weight(Value value) {
        Constant weight = weights.get(value);
        if (weight == null) {
            throw new IllegalArgumentException("a product of two computed tensors");
        }
        return weight;
    }

    /// A negative factor would make the largest integer stand for the smallest real, so such channels
    /// change their sign first.
    private Chain largest(MaxPool op, Location at) {
        Chain own = chain(op.input());
        // A window stays within a map: only there may numbers differ.
        boolean apart = own.axis() < 0 || own.axis() == Sums.CHANNELS;
        Chain input = arrangements.straight(apart ? own : arrangements.even(own, at), at);
        List<Real> signs = input.channels().stream()
                .<Real>map(channel -> channel.scale().signum() < 0 ? Dyadic.of(-1) : Dyadic.ONE)
                .toList();
        if (signs.stream().anyMatch(sign -> sign.signum() < 0)) {
            int axis = input.axis();
            Value turned = emitter.multiplied(input.accumulator(), axis, signs, at);
            List<ChannelMap> channels = input.channels().stream()
                    .map(channel -> channel.scale().signum() < 0 ? channel.turned() : channel)
                    .toList();
            input = new Chain(turned, axis, channels);
        }
        return input.on(
                emitter.add(new io.goshawk.ir.integer.MaxPool(input.accumulator(), op.kernel(), op.window()), at));
    }

    private Chain quantize(Quantize op, Location at) {
        Affine map = op.element().map();
        if (op.overflow() == io.goshawk.ir.num.Overflow.WRAP) {
            throw new IllegalArgumentException("a quantiser that wraps inside the network");
        }
        Value codes = emitter.requantize(
                arrangements.along(chain(op.input()), map.axis(), at),
                map,
                op.rounding(),
                op.clamp(),
                op.element().storage(),
                at);
        return Chain.of(codes, map);
    }

    private Chain count(CountThresholds op, Location at) {
        boolean apart = op.channels().size() > 1;
        Chain input = arrangements.along(chain(op.input()), apart ? op.axis() : -1, at);
        int axis = apart ? op.axis() : input.axis();
        int count = Math.max(op.channels().size(), input.channels().size());
        List<StepFunction> laws = IntStream.range(0, count)
                .mapToObj(i -> input.channel(i)
                        .counting(op.channels().get(apart ? i : 0).values()))
                .toList();
        Value codes =
                emitter.requantize(input.accumulator(), axis, laws, op.element().storage(), at);
        return Chain.of(codes, op.element().map());
    }

    private Chain binarize(BipolarQuantize op, Location at) {
        Value codes =
                emitter.requantize(chain(op.input()), Chain.SIGN, Rounding.FLOOR, IntRange.of(0, 1), IntType.u(1), at);
        return Chain.of(codes, op.element().map());
    }

    private Optional<Graph.Port> output(Graph.Port port) {
        Graph.Node<QuantOp> argmax = argmaxes.get(port.value());
        Value source = argmax == null ? port.value() : ((ArgMax) argmax.op()).input();
        if (!chains.containsKey(source)) {
            return Optional.empty();
        }
        boolean shown = graph.outputs().stream().anyMatch(other -> other.value().equals(source));
        return argmax == null
                ? Optional.of(heads.logits(port, source, chains.get(source)))
                : heads.place(port, source, chains.get(source), argmax, shown);
    }
}
