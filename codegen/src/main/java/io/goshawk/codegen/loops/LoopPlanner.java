package io.goshawk.codegen.loops;

import io.goshawk.codegen.Names;
import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.analysis.Ranges;
import io.goshawk.ir.integer.ArgMax;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.Conv;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.MaxPool;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.TransformerOp;
import io.goshawk.ir.integer.WeightedSum;
import io.goshawk.ir.integer.WindowSum;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.shape.Concat;
import io.goshawk.ir.shape.Pick;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Plans the loops and arrays of an integer graph: which arrays there are, how wide, and who fills
/// them.
public final class LoopPlanner {
    private final Graph<IntegerOp> graph;
    private final Names names;
    private final Ranges ranges;
    private final Map<Value, Integer> readers = new HashMap<>();
    private final Map<Value, Value> roots = new HashMap<>();
    private final Map<Value, Buffer> buffers = new HashMap<>();
    private final Map<Value, Graph.Node<IntegerOp>> known = new HashMap<>();
    private final Map<String, Buffer> constantBuffers = new HashMap<>();
    private final List<LoopProgram.ConstantArray> constants = new ArrayList<>();
    private final List<LoopLayer> layers = new ArrayList<>();
    private final TransformerPlanner transformers;

    private LoopPlanner(Graph<IntegerOp> graph, Names names) {
        this.graph = graph;
        this.names = names;
        this.ranges = Ranges.of(graph);
        this.transformers = new TransformerPlanner(names, ranges);
    }

    /// {@return the loops of `graph`}
    /// @param names gives the identifiers; knows the words of the language and whatever else is taken
    public static LoopProgram plan(Graph<IntegerOp> graph, Names names) {
        return new LoopPlanner(graph, names).plan();
    }

    private LoopProgram plan() {
        List<LoopProgram.Input> inputs = new ArrayList<>();
        for (Graph.Port port : graph.inputs()) {
            Buffer buffer = portBuffer(port);
            buffers.put(port.value(), buffer);
            inputs.add(new LoopProgram.Input(port, buffer));
        }
        countReaders();
        List<LoopProgram.Output> outputs =
                graph.outputs().stream().map(this::direct).toList();
        for (Graph.Node<IntegerOp> node : graph.nodes()) {
            addLayer(node);
        }
        return new LoopProgram(inputs, outputs.stream().map(this::sourced).toList(), constants, layers);
    }

    /// Readers of a reshape read what it reshapes.
    private void countReaders() {
        for (Graph.Node<IntegerOp> node : graph.nodes()) {
            known.put(node.result(), node);
            if (node.op() instanceof Reshape reshape) {
                roots.put(node.result(), root(reshape.input()));
            } else {
                node.op().operands().forEach(value -> readers.merge(root(value), 1, Integer::sum));
            }
        }
        graph.outputs().forEach(port -> readers.merge(root(port.value()), 1, Integer::sum));
    }

    private Value root(Value value) {
        return roots.getOrDefault(value, value);
    }

    private Buffer portBuffer(Graph.Port port) {
        IntType type = port.value().type().intElement();
        return new Buffer(
                names.unique(LayerNames.shortened(port.name())),
                port.value().shape(),
                type,
                ranges.of(port.value()).hull());
    }

    /// A layer whose result nobody else reads writes the output port itself.
    private LoopProgram.Output direct(Graph.Port port) {
        Buffer buffer = portBuffer(port);
        Value root = root(port.value());
        Graph.Node<IntegerOp> producer = known.get(root);
        if (producer != null && !(producer.op() instanceof Constant) && readers.get(root) == 1) {
            buffers.put(root, buffer);
        }
        return new LoopProgram.Output(port, buffer, Optional.empty());
    }

    private LoopProgram.Output sourced(LoopProgram.Output output) {
        Buffer source = read(output.port().value());
        return source.equals(output.buffer())
                ? output
                : new LoopProgram.Output(output.port(), output.buffer(), Optional.of(source));
    }

    private void addLayer(Graph.Node<IntegerOp> node) {
        switch (node.op()) {
            case Reshape _, Constant _ -> {}
            case MatMul matmul -> layers.add(product(matmul, head(node, matmul.input(), "matmul")));
            case Conv conv -> layers.add(convolution(conv, head(node, conv.input(), "conv")));
            case MaxPool pool -> layers.add(largest(pool, head(node, pool.input(), "maxpool")));
            case WindowSum sum -> layers.add(sums(sum, head(node, sum.input(), "sums")));
            case WeightedSum sum -> layers.add(addition(sum, head(node, sum.left(), "add")));
            case Requantize requantize -> layers.add(requantization(node, requantize));
            case TransformerOp op ->
                layers.add(transformers.layer(op, (input, kind) -> head(node, input, kind), this::read));
            case ArgMax argmax -> layers.add(firstMaximum(argmax, head(node, argmax.input(), "argmax")));
            case Concat concat ->
                layers.add(concatenation(concat, head(node, concat.parts().getFirst(), "concat")));
            case Pick pick -> layers.add(selection(pick, head(node, pick.input(), "pick")));
            case Transpose transpose -> layers.add(rearrangement(node, transpose));
        }
    }

    private LoopLayer.Head head(Graph.Node<IntegerOp> node, Value input, String kind) {
        String name = names.unique(LayerNames.wish(node.at(), kind));
        Value value = node.result();
        Buffer output = buffers.computeIfAbsent(value, _ -> {
            IntRange hull = ranges.of(value).hull();
            return new Buffer(names.unique(name + "_out"), value.shape(), IntType.holding(hull), hull);
        });
        return new LoopLayer.Head(name, value, node.at(), read(input), output);
    }

    /// {@return the array that holds `value`; a constant gets one here, flat}
    private Buffer read(Value value) {
        Value root = root(value);
        if (known.containsKey(root) && known.get(root).op() instanceof Constant constant) {
            return constant(
                    known.get(root),
                    constant.data().reshape(Shape.of(constant.data().shape().size())));
        }
        return buffers.get(root);
    }

    private Buffer constant(Graph.Node<IntegerOp> node, IntTensor data) {
        return constantBuffers.computeIfAbsent(node.result().name() + data.shape(), _ -> {
            String name = names.unique(constantName(node.at(), data.shape()));
            Buffer buffer = new Buffer(name, data.shape(), IntType.holding(data.hull()), data.hull());
            constants.add(new LoopProgram.ConstantArray(buffer, data, node.at()));
            return buffer;
        });
    }

    private static String constantName(Location at, Shape shape) {
        return LayerNames.wish(at, shape.rank() == 2 ? "weights" : "values");
    }

    private LoopLayer product(MatMul matmul, LoopLayer.Head head) {
        Graph.Node<IntegerOp> producer = known.get(root(matmul.weights()));
        boolean constant = producer != null && producer.op() instanceof Constant;
        Shape shape = matmul.weights().shape();
        Buffer weights = constant
                ? constant(producer, ((Constant) producer.op()).data().reshape(shape))
                : read(matmul.weights());
        int depth = shape.extent(0);
        int rows = depth == 0 ? 0 : matmul.input().shape().size() / depth;
        IntRange sums =
                PartialSums.of(ranges.of(matmul.input()).hull(), ranges.of(matmul.weights()), depth, shape.extent(1));
        return new LoopLayer.Product(head, weights, constant, rows, depth, shape.extent(1), sums);
    }

    private LoopLayer convolution(Conv op, LoopLayer.Head head) {
        Graph.Node<IntegerOp> producer = known.get(root(op.weights()));
        IntTensor data = ((Constant) producer.op()).data();
        Shape shape = op.weights().shape();
        int depth = shape.stride(0);
        Buffer weights = constant(producer, data.reshape(Shape.of(shape.extent(0), depth)));
        WindowLoops loops = WindowLoops.of(op.input().shape(), shape.extents().subList(2, shape.rank()), op.window());
        IntRange values = met(op.input(), loops, op.padding());
        return new LoopLayer.Convolution(
                head,
                weights,
                loops,
                op.groups(),
                shape.extent(0),
                op.padding(),
                PartialSums.ofRows(values, data, depth).union(values));
    }

    /// {@return what a window meets on `input`}
    private IntRange met(Value input, WindowLoops loops, BigInteger padding) {
        IntRange values = ranges.of(input).hull();
        return loops.padded() ? values.union(IntRange.only(padding)) : values;
    }

    private LoopLayer largest(MaxPool op, LoopLayer.Head head) {
        WindowLoops loops = WindowLoops.of(op.input().shape(), op.kernel(), op.window());
        return new LoopLayer.Pool(
                head,
                loops,
                LoopLayer.Pool.Kind.MAXIMUM,
                BigInteger.ZERO,
                ranges.of(op.input()).hull());
    }

    private LoopLayer sums(WindowSum op, LoopLayer.Head head) {
        WindowLoops loops = WindowLoops.of(op.input().shape(), op.kernel(), op.window());
        IntRange all = met(op.input(), loops, op.padding())
                .times(BigInteger.valueOf(loops.taps()))
                .union(IntRange.of(0, 0));
        return new LoopLayer.Pool(head, loops, LoopLayer.Pool.Kind.SUM, op.padding(), all);
    }

    private LoopLayer addition(WeightedSum op, LoopLayer.Head head) {
        IntRange left = ranges.of(op.left()).hull().times(op.leftFactor());
        IntRange right = ranges.of(op.right()).hull().times(op.rightFactor());
        return new LoopLayer.Addition(
                head,
                read(op.right()),
                op.leftFactor(),
                op.rightFactor(),
                left.union(right).union(left.plus(right)));
    }

    private LoopLayer requantization(Graph.Node<IntegerOp> node, Requantize op) {
        LoopLayer.Head head = head(node, op.input(), "requantize");
        int size = op.input().shape().size();
        int channels = op.channels().size();
        int inner = channels == 1 ? size : op.input().shape().stride(op.axis());
        List<ChannelGroup> groups = new ChannelGrouping(head.name(), names).group(op.channels());
        return new LoopLayer.Requantization(head, size / (channels * inner), channels, inner, groups);
    }

    private static LoopLayer firstMaximum(ArgMax op, LoopLayer.Head head) {
        int extent = op.input().shape().extent(op.axis());
        int inner = op.input().shape().stride(op.axis());
        return new LoopLayer.FirstMaximum(head, op.input().shape().size() / (extent * inner), extent, inner);
    }

    private boolean isConstant(Value value) {
        Graph.Node<IntegerOp> producer = known.get(root(value));
        return producer != null && producer.op() instanceof Constant;
    }

    private LoopLayer concatenation(Concat op, LoopLayer.Head head) {
        int inner = op.parts().getFirst().shape().stride(op.axis());
        List<LoopLayer.Part> parts = new ArrayList<>();
        for (Value part : op.parts()) {
            LoopLayer.Read read = new LoopLayer.Read("x" + parts.size(), read(part));
            parts.add(new LoopLayer.Part(read, isConstant(part), part.shape().extent(op.axis()) * inner));
        }
        int block = parts.stream().mapToInt(LoopLayer.Part::size).sum();
        return new LoopLayer.Concatenation(head, parts, head.output().size() / block);
    }

    private LoopLayer selection(Pick op, LoopLayer.Head head) {
        int inner = op.input().shape().stride(op.axis());
        List<BigInteger> places = op.places().stream().map(BigInteger::valueOf).toList();
        return new LoopLayer.Selection(
                head,
                new Column(names.unique(head.name() + "_places"), places),
                head.output().size() / (places.size() * inner),
                op.input().shape().extent(op.axis()),
                inner);
    }

    private LoopLayer rearrangement(Graph.Node<IntegerOp> node, Transpose op) {
        LoopLayer.Head head = head(node, op.input(), "transpose");
        return new LoopLayer.Rearrangement(
                head, names.unique(head.name() + "_from"), op.input().shape(), op.permutation());
    }
}
