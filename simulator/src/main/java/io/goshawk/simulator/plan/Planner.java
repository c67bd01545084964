package io.goshawk.simulator.plan;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.analysis.Ranges;
import io.goshawk.ir.integer.ArgMax;
import io.goshawk.ir.integer.BatchMatMul;
import io.goshawk.ir.integer.Constant;
import io.goshawk.ir.integer.Conv;
import io.goshawk.ir.integer.Curve;
import io.goshawk.ir.integer.Gather;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.MatMul;
import io.goshawk.ir.integer.MaxPool;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.TransformerOp;
import io.goshawk.ir.integer.WeightedSum;
import io.goshawk.ir.integer.WindowSum;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.shape.ArrangeOp;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.window.Window;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Makes a [Plan] of an integer graph: decides layouts and puts moves where they meet.
public final class Planner {
    private final Graph<IntegerOp> graph;
    private final Ranges ranges;
    private final List<Slot> slots = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<Value, Slot> values = new HashMap<>();
    private final Map<Value, IntTensor> constants = new HashMap<>();
    private final Map<Slot, List<Slot>> moved = new HashMap<>();

    private Planner(Graph<IntegerOp> graph) {
        this.graph = graph;
        this.ranges = Ranges.of(graph);
    }

    /// {@return the plan of `graph`}
    /// @throws IllegalArgumentException if a value has no elements, or its range cannot be found
    public static Plan plan(Graph<IntegerOp> graph) {
        return new Planner(graph).plan();
    }

    private Plan plan() {
        graph.inputs().forEach(port -> requireElements(port.value()));
        graph.nodes().forEach(node -> requireElements(node.result()));
        List<Slot> inputs = new ArrayList<>();
        for (Graph.Port port : graph.inputs()) {
            inputs.add(slot(port.value(), Layout.along(port.value().shape(), axisOfFirstReader(port.value()))));
        }
        graph.nodes().forEach(this::add);
        List<Slot> outputs =
                graph.outputs().stream().map(port -> at(port.value())).toList();
        return new Plan(slots, inputs, steps, outputs, values);
    }

    private static void requireElements(Value value) {
        if (value.shape().size() == 0) {
            throw new IllegalArgumentException(value.name() + " has no elements");
        }
    }

    private int axisOfFirstReader(Value value) {
        int last = Math.max(0, value.shape().rank() - 1);
        return graph.nodes().stream()
                .map(Graph.Node::op)
                .filter(op -> op.operands().contains(value))
                .findFirst()
                .map(op -> switch (op) {
                    case Conv _, MaxPool _, WindowSum _ -> 1;
                    case Requantize requantize when requantize.channels().size() > 1 -> requantize.axis();
                    case IntegerOp _ -> last;
                })
                .orElse(last);
    }

    private void add(Graph.Node<IntegerOp> node) {
        Value result = node.result();
        switch (node.op()) {
            case Constant constant -> constants.put(result, constant.data());
            case Reshape reshape -> values.put(result, at(reshape.input()));
            case Transpose transpose -> transpose(transpose, result);
            case ArrangeOp arrange -> arrange(arrange, result);
            case MatMul matmul when isKnown(matmul.weights()) -> matmul(matmul, result);
            case Conv conv when isKnown(conv.weights()) -> convolution(conv, result);
            case WindowSum sum -> windowSum(sum, result);
            case MaxPool pool -> largest(pool, result);
            case WeightedSum sum -> weightedSum(sum, result);
            case Requantize requantize -> rescale(requantize, result);
            case ArgMax argmax -> winner(argmax, result);
            case Gather gather when isKnown(gather.table()) -> lookup(gather, result);
            case BatchMatMul op -> batch(op, result);
            case TransformerOp op when !(op instanceof Gather) -> transform(op, result);
            case IntegerOp _ -> {
                List<Slot> in = node.op().operands().stream().map(this::at).toList();
                steps.add(new Step.Interpreted(in, slot(result, lastAxis(result)), node));
            }
        }
    }

    private boolean isKnown(Value weights) {
        return constants.containsKey(weights) && constants.get(weights).fitsLong();
    }

    private static Layout lastAxis(Value value) {
        return Layout.along(value.shape(), Math.max(0, value.shape().rank() - 1));
    }

    private Slot slot(Value value, Layout layout) {
        Slot slot = anonymous(value, layout, ranges.of(value).hull());
        values.put(value, slot);
        return slot;
    }

    private Slot anonymous(Value value, Layout layout, IntRange range) {
        Slot slot = new Slot(slots.size(), value, layout, range);
        slots.add(slot);
        return slot;
    }

    /// {@return where `value` is; a constant that is read as data becomes a slot here}
    private Slot at(Value value) {
        Slot known = values.get(value);
        if (known == null) {
            known = slot(value, lastAxis(value));
            steps.add(new Step.Known(known, constants.get(value)));
        }
        return known;
    }

    private Slot at(Value value, Layout wanted) {
        Slot slot = at(value);
        if (slot.layout().sameAs(wanted)) {
            return slot;
        }
        for (Slot before : moved.getOrDefault(slot, List.of())) {
            if (before.layout().sameAs(wanted)) {
                return before;
            }
        }
        int[] from = new int[wanted.size()];
        for (int element = 0; element < from.length; element++) {
            from[wanted.place(element)] = slot.layout().place(element);
        }
        Slot out = anonymous(value, wanted, slot.range());
        steps.add(new Step.Move(List.of(slot), out, new IntTable(from)));
        moved.computeIfAbsent(slot, _ -> new ArrayList<>()).add(out);
        return out;
    }

    private void transpose(Transpose op, Value result) {
        Slot in = at(op.input());
        Layout layout = lastAxis(result);
        int[] elements = Tensor.transposition(op.input().shape(), op.permutation());
        int[] from = new int[elements.length];
        for (int element = 0; element < from.length; element++) {
            from[layout.place(element)] = in.layout().place(elements[element]);
        }
        steps.add(new Step.Move(List.of(in), slot(result, layout), new IntTable(from)));
    }

    private void arrange(ArrangeOp op, Value result) {
        List<Slot> parts = op.operands().stream().map(this::at).toList();
        int[] sources = op.sources();
        if (parts.size() == 1) {
            join(parts, slot(result, lastAxis(result)), sources);
            return;
        }
        // Several parts become one from the left, element behind element.
        Slot all = parts.getFirst();
        for (Slot part : parts.subList(1, parts.size() - 1)) {
            int size = all.layout().size() + part.layout().size();
            Slot both = anonymous(result, new Layout(1, size, 1), all.range().union(part.range()));
            join(List.of(all, part), both, IntStream.range(0, size).toArray());
            all = both;
        }
        join(List.of(all, parts.getLast()), slot(result, lastAxis(result)), sources);
    }

    /// @param sources for each element of `out` that of the parts, one part behind the other
    private void join(List<Slot> parts, Slot out, int[] sources) {
        Layout first = parts.getFirst().layout();
        int[] from = new int[sources.length];
        for (int element = 0; element < from.length; element++) {
            int source = sources[element];
            from[out.layout().place(element)] = source < first.size()
                    ? first.place(source)
                    : ~parts.getLast().layout().place(source - first.size());
        }
        steps.add(new Step.Move(parts, out, new IntTable(from)));
    }

    private void matmul(MatMul op, Value result) {
        Shape shape = op.weights().shape();
        Slot in = at(op.input(), lastAxis(op.input()));
        Slot out = slot(result, lastAxis(result));
        Kernel kernel = new Kernel(
                shape.extent(1), 1, shape.extent(0), 1, constants.get(op.weights()), Kernel.Order.INPUTS_FIRST);
        int[] window = IntStream.range(0, out.layout().pixels()).toArray();
        steps.add(new Step.Product(in, out, kernel, new IntTable(window), BigInteger.ZERO, Optional.empty()));
    }

    private void convolution(Conv op, Value result) {
        Shape shape = op.weights().shape();
        int depth = shape.extent(1);
        int taps = shape.stride(1);
        Kernel kernel = new Kernel(
                shape.extent(0), taps, depth, op.groups(), constants.get(op.weights()), Kernel.Order.OUTPUTS_FIRST);
        List<Integer> extents = shape.extents().subList(2, shape.rank());
        product(op.input(), result, kernel, extents, op.window(), op.padding());
    }

    private void windowSum(WindowSum op, Value result) {
        int channels = op.input().shape().extent(1);
        int taps = op.kernel().stream().reduce(1, Math::multiplyExact);
        IntTensor one = IntTensor.of(Shape.SCALAR, 1);
        Kernel kernel = new Kernel(channels, taps, 1, channels, one, Kernel.Order.ONES);
        product(op.input(), result, kernel, op.kernel(), op.window(), op.padding());
    }

    private void product(
            Value input, Value result, Kernel kernel, List<Integer> extents, Window window, BigInteger padding) {
        Slot in = at(input, Layout.along(input.shape(), 1));
        Slot out = slot(result, Layout.along(result.shape(), 1));
        IntTable table = WindowTable.of(input.shape(), extents, window, out.layout());
        steps.add(new Step.Product(in, out, kernel, table, padding, Optional.empty()));
    }

    private void largest(MaxPool op, Value result) {
        Slot in = at(op.input(), Layout.along(op.input().shape(), 1));
        Slot out = slot(result, Layout.along(result.shape(), 1));
        int taps = op.kernel().stream().reduce(1, Math::multiplyExact);
        steps.add(new Step.Largest(
                in, out, taps, WindowTable.of(op.input().shape(), op.kernel(), op.window(), out.layout())));
    }

    private void weightedSum(WeightedSum op, Value result) {
        Slot left = at(op.left());
        Slot right = at(op.right(), left.layout());
        Slot sums = slot(result, left.layout());
        steps.add(new Step.Sum(left, op.leftFactor(), right, op.rightFactor(), sums, Optional.empty()));
    }

    private void rescale(Requantize op, Value result) {
        boolean one = op.channels().size() == 1;
        Slot in = one ? at(op.input()) : at(op.input(), Layout.along(op.input().shape(), op.axis()));
        steps.add(new Step.Rescale(in, slot(result, in.layout()), op.channels()));
    }

    private void lookup(Gather op, Value result) {
        Slot in = at(op.indices(), lastAxis(op.indices()));
        steps.add(new Step.Lookup(in, slot(result, lastAxis(result)), constants.get(op.table())));
    }

    private void batch(BatchMatMul op, Value result) {
        Slot left = at(op.left(), lastAxis(op.left()));
        Slot right = at(op.right(), lastAxis(op.right()));
        steps.add(new Step.Batch(left, right, slot(result, lastAxis(result)), op, Optional.empty()));
    }

    private void transform(TransformerOp op, Value result) {
        boolean anywhere = op instanceof Curve;
        List<Slot> in = op.operands().stream()
                .map(operand -> anywhere ? at(operand) : at(operand, lastAxis(operand)))
                .toList();
        Layout layout = anywhere ? in.getFirst().layout() : lastAxis(result);
        steps.add(new Step.Transform(in, slot(result, layout), op));
    }

    private void winner(ArgMax op, Value result) {
        Slot in = at(op.input(), Layout.along(op.input().shape(), op.axis()));
        Layout layout = new Layout(in.layout().outer(), 1, in.layout().inner());
        steps.add(new Step.Winner(in, slot(result, layout)));
    }
}
