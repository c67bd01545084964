package io.goshawk.passes.integer;

import io.goshawk.ir.DeadOps;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Value;
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
import io.goshawk.ir.shape.ArrangeOp;
import io.goshawk.ir.shape.Concat;
import io.goshawk.ir.shape.Pick;
import io.goshawk.ir.shape.ShapeOp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where the hardware begins and ends: behind the first quantiser of each input, and in front of what
/// follows the last integer (softmax, arg-max, ReLU, rearrangements of reals). Affine maps right behind
/// the last product belong to the hardware's meaning: they say what its integers stand for.
public final class HostPartition {
    private final Graph<QuantOp> graph;
    private final Map<Value, Graph.Node<QuantOp>> producers;
    private final Set<Value> beforeQuantiser = new HashSet<>();
    private final LinkedHashMap<Value, String> hardwareInputs = new LinkedHashMap<>();
    private final LinkedHashMap<Value, String> hardwareOutputs = new LinkedHashMap<>();

    /// What the host computes of one hardware output.
    ///
    /// @param boundary the value of the quant graph at which the hardware ends
    /// @param nodes the host's operations, in order
    /// @param output the model's output
    private record Tail(Value boundary, List<Graph.Node<QuantOp>> nodes, Graph.Port output) {}

    private final List<Tail> tails = new ArrayList<>();

    public HostPartition(Graph<QuantOp> graph) {
        this.graph = graph;
        this.producers = graph.producers();
        graph.inputs().forEach(port -> beforeQuantiser.add(port.value()));
        graph.nodes().forEach(this::classify);
        graph.outputs().forEach(this::tail);
    }

    private void classify(Graph.Node<QuantOp> node) {
        List<Value> operands = node.op().operands();
        if (operands.isEmpty() || !beforeQuantiser.contains(operands.getFirst())) {
            return;
        }
        switch (node.op()) {
            case Quantize _, BipolarQuantize _, CountThresholds _ ->
                hardwareInputs.put(node.result(), inputName(node.result()));
            case ApplyAffine _,
                    Relu _,
                    LeakyRelu _,
                    Clip _,
                    ShapeOp _,
                    ArrangeOp _,
                    Softmax _,
                    LogSoftmax _,
                    ArgMax _,
                    TopK _,
                    MatMul _,
                    Conv _,
                    ConvTranspose _,
                    MaxPool _,
                    WindowSum _,
                    Add _,
                    Curve _,
                    Normalize _,
                    BatchMatMul _,
                    Gather _,
                    Constant _ -> beforeQuantiser.add(node.result());
        }
    }

    private String inputName(Value quantised) {
        Value source = quantised;
        while (producers.containsKey(source)) {
            source = producers.get(source).op().operands().getFirst();
        }
        Value input = source;
        String name = graph.inputs().stream()
                .filter(port -> port.value().equals(input))
                .findFirst()
                .orElseThrow()
                .name();
        return unique(name, hardwareInputs.values());
    }

    private static String unique(String wish, java.util.Collection<String> taken) {
        String name = wish;
        for (int i = 2; taken.contains(name); i++) {
            name = wish + "_" + i;
        }
        return name;
    }

    private void tail(Graph.Port output) {
        List<Graph.Node<QuantOp>> soft = behindSoftmax(output.value());
        Value value = soft.isEmpty()
                ? output.value()
                : soft.getFirst().op().operands().getFirst();
        while (isSoft(value)) {
            soft.addFirst(producers.get(value));
            value = producers.get(value).op().operands().getFirst();
        }
        Value boundary = value;
        while (!soft.isEmpty() && soft.getFirst().op() instanceof ApplyAffine) {
            boundary = soft.removeFirst().result();
        }
        boolean classified = soft.stream().anyMatch(n -> decides(n.op()));
        String name = unique(output.name() + (classified ? "_logits" : ""), hardwareOutputs.values());
        hardwareOutputs.putIfAbsent(boundary, name);
        tails.add(new Tail(boundary, soft, output));
    }

    /// {@return the last softmax in front of the output `value` and what follows it, quantisers too;
    ///     none where there is no softmax}
    private List<Graph.Node<QuantOp>> behindSoftmax(Value output) {
        List<Graph.Node<QuantOp>> nodes = new ArrayList<>();
        Value value = output;
        while (isSoft(value)
                || (producers.containsKey(value) && producers.get(value).op() instanceof Quantize)) {
            nodes.addFirst(producers.get(value));
            if (nodes.getFirst().op() instanceof Softmax || nodes.getFirst().op() instanceof LogSoftmax) {
                return nodes;
            }
            value = nodes.getFirst().op().operands().getFirst();
        }
        return new ArrayList<>();
    }

    private static boolean decides(QuantOp op) {
        return op instanceof Softmax || op instanceof LogSoftmax || op instanceof ArgMax || op instanceof TopK;
    }

    private boolean isSoft(Value value) {
        return producers.containsKey(value)
                && switch (producers.get(value).op()) {
                    case Softmax _,
                            LogSoftmax _,
                            TopK _,
                            Curve _,
                            Normalize _,
                            ArgMax _,
                            Relu _,
                            LeakyRelu _,
                            Clip _,
                            ApplyAffine _,
                            ShapeOp _,
                            Pick _ -> true;
                    case Quantize _,
                            BipolarQuantize _,
                            CountThresholds _,
                            MatMul _,
                            BatchMatMul _,
                            Gather _,
                            Conv _,
                            ConvTranspose _,
                            MaxPool _,
                            WindowSum _,
                            Add _,
                            Concat _,
                            Constant _ -> false;
                };
    }

    /// {@return whether nothing of the model is left for the hardware}
    public boolean isEmpty() {
        return hardwareInputs.isEmpty() || tails.stream().anyMatch(tail -> beforeQuantiser.contains(tail.boundary()));
    }

    /// {@return the host's part in front: from the model's inputs to the hardware's}
    public Graph<QuantOp> hostIn() {
        GraphBuilder<QuantOp> builder = GraphBuilder.like(renamed("host_in"));
        for (Graph.Node<QuantOp> node : graph.nodes()) {
            boolean front = beforeQuantiser.contains(node.result()) || hardwareInputs.containsKey(node.result());
            if (front) {
                builder.bind(node.result(), builder.add(builder.moved(node.op()), node.at()));
            }
        }
        List<Graph.Port> ports = hardwareInputs.entrySet().stream()
                .map(entry -> Graph.Port.plain(
                        entry.getValue(),
                        builder.of(entry.getKey()),
                        producers.get(entry.getKey()).at()))
                .toList();
        return DeadOps.drop(builder.build(ports));
    }

    private Graph<QuantOp> renamed(String name) {
        return new Graph<>(name, graph.inputs(), graph.nodes(), graph.outputs());
    }

    /// {@return the part for the hardware, with an arg-max beside the logits where the model ends in a
    ///     class}
    ///
    /// @param head what of logits and class the hardware gives out
    public Graph<QuantOp> hardware(Head head) {
        GraphBuilder<QuantOp> builder = new GraphBuilder<>("hardware");
        for (Map.Entry<Value, String> input : hardwareInputs.entrySet()) {
            Graph.Node<QuantOp> node = producers.get(input.getKey());
            builder.bind(
                    input.getKey(),
                    builder.input(input.getValue(), node.result().type(), node.at()));
        }
        for (Graph.Node<QuantOp> node : graph.nodes()) {
            boolean ready = node.op().operands().stream().allMatch(builder::knows);
            if (ready && !builder.knows(node.result())) {
                builder.bind(node.result(), builder.add(builder.moved(node.op()), node.at()));
            }
        }
        List<Graph.Port> ports = new ArrayList<>();
        for (Map.Entry<Value, String> output : hardwareOutputs.entrySet()) {
            Optional<ClassPort> classPort = classPort(output.getKey());
            if (head != Head.ARGMAX || classPort.isEmpty() || isWanted(output.getKey(), classPort.get())) {
                Value value = builder.of(output.getKey());
                ports.add(Graph.Port.plain(output.getValue(), value, at(output.getKey())));
            }
            if (classPort.isPresent() && head != Head.LOGITS) {
                ClassPort port = classPort.get();
                Value value = builder.add(
                        new ArgMax(builder.of(output.getKey()), port.axis(), port.keepAxis()),
                        port.node().at());
                ports.add(Graph.Port.plain(port.name(), value, port.node().at()));
            }
        }
        return DeadOps.drop(builder.build(ports));
    }

    private io.goshawk.ir.Location at(Value value) {
        Graph.Node<QuantOp> node = producers.get(value);
        return node == null ? graph.outputs().getFirst().at() : node.at();
    }

    private Optional<ClassPort> classPort(Value boundary) {
        return tails.stream()
                .filter(tail ->
                        tail.boundary().equals(boundary) && !tail.nodes().isEmpty())
                .flatMap(tail -> classPort(tail).stream())
                .findFirst();
    }

    /// {@return whether some tail needs the logits at `boundary` even where the class is decided}
    private boolean isWanted(Value boundary, ClassPort port) {
        return tails.stream()
                .filter(tail -> tail.boundary().equals(boundary))
                .map(HostPartition::classPort)
                .anyMatch(own -> own.isEmpty() || !own.get().isSame(port));
    }

    private static Optional<ClassPort> classPort(Tail tail) {
        return tail.nodes().isEmpty()
                ? Optional.empty()
                : ClassPort.of(tail.nodes().getFirst(), tail.output());
    }

    /// {@return the host's part behind: from the outputs of `hardware`, as it was lowered, to the
    ///     model's outputs}
    public Graph<QuantOp> hostOut(Graph<?> hardware) {
        return new HostTail(hardware, hardwareOutputs)
                .build(tails.stream()
                        .map(tail -> new HostTail.Work(
                                tail.boundary(),
                                tail.nodes(),
                                tail.output(),
                                classPort(tail)
                                        .flatMap(own -> classPort(tail.boundary())
                                                .filter(own::isSame)
                                                .map(ClassPort::name))))
                        .toList());
    }
}
