package io.goshawk.cli;

import io.goshawk.harness.npy.NpyArray;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.LogSoftmax;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.quant.Softmax;
import io.goshawk.ir.shape.ShapeOp;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.passes.Compiler.Compiled;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// Runs a compiled network by the interpreter, the law: host, hardware, host; many rows at a time.
final class Execution {
    private final Compiled design;
    private final Overflow overflow;
    private final HostIn hostIn;
    private long clipped;

    /// @param overflow what to do with values outside an input's type where that is not stated
    Execution(Compiled design, Overflow overflow) {
        this.design = design;
        this.overflow = overflow;
        this.hostIn = new HostIn(design.hostIn(), policy());
    }

    /// {@return the codes for each port of the hardware}
    /// @param inputs for each input reals for the model, or raw integers for the hardware's port
    List<Stack> codes(List<Samples> inputs) {
        List<Samples> reals = new ArrayList<>();
        for (Samples samples : inputs) {
            reals.add(
                    samples.array() instanceof NpyArray.Reals
                            ? samples
                            : zeros(
                                    samples,
                                    design.hostIn()
                                            .inputs()
                                            .get(reals.size())
                                            .value()
                                            .shape()));
        }
        boolean anyReal = inputs.stream().anyMatch(samples -> samples.array() instanceof NpyArray.Reals);
        List<Stack> stacks = new ArrayList<>(anyReal ? hostIn.codes(reals) : List.<Stack>of());
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).array() instanceof NpyArray.Integers integers) {
                Stack raw =
                        raw(inputs.get(i), integers, design.hardware().inputs().get(i));
                if (anyReal) {
                    stacks.set(i, raw);
                } else {
                    stacks.add(raw);
                }
            }
        }
        return stacks;
    }

    private Optional<Overflow> policy() {
        return overflow == Overflow.REFUSE ? Optional.empty() : Optional.of(overflow);
    }

    private static Samples zeros(Samples like, Shape row) {
        Shape shape = Shape.of(like.rows(), row.size());
        return new Samples(
                like.source(),
                row,
                like.rows(),
                new NpyArray.Reals(shape, io.goshawk.harness.npy.NpyType.FLOAT64, new double[shape.size()]));
    }

    private Stack raw(Samples samples, NpyArray.Integers integers, Graph.Port port) {
        Stack stack = Stack.zeros(port.value().shape(), samples.rows());
        Bounds bounds = new Bounds(port.value().type().intElement().range(), overflow, samples, Optional.empty());
        Shape all = Shape.of(integers.values().length);
        bounds.store(IntTensor.of(all, integers.values()), stack, 0);
        bounds.report();
        clipped += bounds.clipped();
        return stack;
    }

    /// {@return how many values lay outside their type and were given another, so far}
    long clipped() {
        return clipped + hostIn.clipped();
    }

    /// {@return what the hardware gives, for each of its ports}
    List<Stack> hardware(List<Stack> codes, IntConsumer progress) {
        int rows = codes.getFirst().rows();
        List<Stack> results = design.hardware().outputs().stream()
                .map(port -> Stack.zeros(port.value().shape(), rows))
                .toList();
        new Rows<>(design.hardware())
                .run(
                        rows,
                        (from, to, shapes) -> slices(codes, from, to, shapes),
                        (from, _, outputs) -> {
                            for (int i = 0; i < results.size(); i++) {
                                results.get(i).set(from, (IntTensor) outputs.get(i));
                            }
                        },
                        progress);
        return results;
    }

    private static List<IntTensor> slices(List<Stack> stacks, int from, int to, List<Shape> shapes) {
        return IntStream.range(0, stacks.size())
                .mapToObj(i -> stacks.get(i).slice(from, to, shapes.get(i)))
                .toList();
    }

    /// {@return what the model gives, for each of its outputs, out of what the hardware gave}
    List<Result> outputs(List<Stack> hardware) {
        return run(design.hostOut(), hardware);
    }

    /// {@return what the model would give without its softmaxes, whose doubles may make two scores one,
    ///     and without what quantises and scales their shares}
    /// @param outputs what it does give
    List<Result> scores(List<Stack> hardware, List<Result> outputs) {
        if (design.hostOut().nodes().stream().noneMatch(node -> isSoft(node.op()))) {
            return outputs;
        }
        GraphBuilder<QuantOp> builder = GraphBuilder.like(design.hostOut());
        Set<Value> shares = new HashSet<>();
        for (Graph.Node<QuantOp> node : design.hostOut().nodes()) {
            List<Value> operands = node.op().operands();
            boolean ofShares = !operands.isEmpty() && shares.contains(operands.getFirst());
            boolean left = isSoft(node.op()) || (ofShares && keepsOrder(node.op()));
            builder.bind(
                    node.result(),
                    left ? builder.of(operands.getFirst()) : builder.add(builder.moved(node.op()), node.at()));
            if (left || (ofShares && node.op() instanceof ShapeOp)) {
                shares.add(node.result());
            }
        }
        return run(builder.finish(design.hostOut().outputs()), hardware);
    }

    private static boolean isSoft(QuantOp op) {
        return op instanceof Softmax || op instanceof LogSoftmax;
    }

    private static boolean keepsOrder(QuantOp op) {
        return op instanceof Quantize
                || (op instanceof ApplyAffine affine
                        && affine.map().axis() < 0
                        && affine.map().scale().at(0).signum() > 0);
    }

    private static List<Result> run(Graph<QuantOp> graph, List<Stack> hardware) {
        int rows = hardware.getFirst().rows();
        List<Result> results =
                graph.outputs().stream().map(port -> new Result(port, rows)).toList();
        new Rows<>(graph)
                .run(
                        rows,
                        (from, to, shapes) -> slices(hardware, from, to, shapes),
                        (from, _, outputs) -> {
                            for (int i = 0; i < results.size(); i++) {
                                results.get(i).set(from, outputs.get(i));
                            }
                        },
                        _ -> {});
        return results;
    }
}
