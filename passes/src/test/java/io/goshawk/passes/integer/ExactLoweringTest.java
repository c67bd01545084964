package io.goshawk.passes.integer;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.generators.Graphs;
import io.goshawk.generators.Inputs;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Verifier;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.text.Printer;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.quant.CanonicalizeQuant;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Random networks with random float scales, lowered: the integers give the very reals of the network,
/// and every certificate holds at every integer of its interval. `bench/exact-lowering` runs more of
/// it.
class ExactLoweringTest {
    private static final int GRAPHS = Integer.getInteger("goshawk.lowering.graphs", 150);
    private static final long SEED = Long.getLong("goshawk.lowering.seed", 1_000_000);
    private static final Path REPORT = Path.of("target/lowering-report.txt");
    private static final int RANDOM_INPUTS = 3;
    private static final int STEP_INPUTS = 2;
    /// Longer intervals are left to the steps, which the verifier looks at.
    private static final BigInteger EXHAUSTIVE = BigInteger.ONE.shiftLeft(20);

    private final Map<String, Integer> refused = new TreeMap<>();
    private final Map<String, Integer> kinds = new TreeMap<>();
    private long lowered;
    private long outputs;
    private long certificates;
    private long exhausted;
    private long values;

    @Test
    void integersGiveTheRealsOfTheNetwork() throws IOException {
        for (int i = 0; i < GRAPHS; i++) {
            long seed = SEED + i;
            check(Graphs.network(seed), seed);
        }
        String report = "%,d graphs, %,d lowered, %s refused%n%,d outputs equal, 0 differences%n"
                        .formatted(GRAPHS, lowered, refused, outputs)
                + "%,d certificates hold, %,d of them at every one of %,d integers; forms %s%n"
                        .formatted(certificates, exhausted, values, kinds);
        Files.createDirectories(REPORT.getParent());
        Files.writeString(REPORT, report);
        assertThat(lowered).as(report).isGreaterThan(GRAPHS * 4L / 5);
    }

    private void check(Graph<QuantOp> network, long seed) {
        HostPartition partition = new HostPartition(PassContext.plain().run(CanonicalizeQuant.pass(), network));
        Optional<Graph<IntegerOp>> hardware = hardware(partition, seed);
        if (hardware.isEmpty()) {
            return;
        }
        lowered++;
        Diagnostics problems = new Diagnostics();
        Verifier.verify(hardware.get(), problems);
        assertThat(problems.all()).as("seed " + seed).isEmpty();
        certificates(hardware.get(), seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < RANDOM_INPUTS + STEP_INPUTS; i++) {
            List<Tensor> inputs = i < RANDOM_INPUTS
                    ? Inputs.random(network, seed * 100 + i)
                    : besideSteps(network, Inputs.random(network, seed * 100 + i), random);
            compare(network, partition, hardware.get(), inputs, seed);
        }
    }

    private Optional<Graph<IntegerOp>> hardware(HostPartition partition, long seed) {
        try {
            Head head = seed % 2 == 0 ? Head.LOGITS : Head.BOTH;
            return Optional.of(PassContext.plain().run(new QuantToInteger(), partition.hardware(head)));
        } catch (Refusal refusal) {
            Diagnostic first = refusal.diagnostics().getFirst();
            refused.merge(first.code().label() + " " + reason(first.message()), 1, Integer::sum);
            return Optional.empty();
        }
    }

    /// The message without its numbers.
    private static String reason(String message) {
        String plain = message.replaceAll("[^a-zA-Z ]", "").replaceAll(" +", " ");
        return plain.length() > 50 ? plain.substring(0, 50) : plain;
    }

    private void compare(
            Graph<QuantOp> network,
            HostPartition partition,
            Graph<IntegerOp> hardware,
            List<Tensor> inputs,
            long seed) {
        List<Tensor> ends = Interpreter.run(hardware, Interpreter.run(partition.hostIn(), inputs));
        Graph<QuantOp> tail = partition.hostOut(hardware);
        List<RealTensor> got = reals(tail, Interpreter.run(tail, ends));
        List<RealTensor> wanted = reals(network, Interpreter.run(network, inputs));
        assertThat(got)
                .as(() -> "seed " + seed + "\n" + Printer.print(network) + "hardware\n" + Printer.print(hardware))
                .isEqualTo(wanted);
        wanted.forEach(tensor -> outputs += tensor.shape().size());
    }

    private static List<RealTensor> reals(Graph<QuantOp> graph, List<Tensor> tensors) {
        List<RealTensor> result = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            result.add(Reals.of(tensors.get(i), graph.outputs().get(i).value().type()));
        }
        return result;
    }

    /// {@return the inputs, moved to where their quantiser steps: to the float nearest to the middle
    ///     between two codes, or to one of its neighbours}
    private static List<Tensor> besideSteps(Graph<QuantOp> network, List<Tensor> inputs, SplittableRandom random) {
        List<Tensor> moved = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            var value = network.inputs().get(i).value();
            Optional<Quantize> quantiser = network.nodes().stream()
                    .filter(node -> node.op().operands().contains(value))
                    .flatMap(node -> node.op() instanceof Quantize q
                            ? java.util.stream.Stream.of(q)
                            : java.util.stream.Stream.empty())
                    .findFirst();
            boolean floats = value.type().element() instanceof FloatType && quantiser.isPresent();
            moved.add(floats ? besideSteps(quantiser.orElseThrow(), inputs.get(i), random) : inputs.get(i));
        }
        return moved;
    }

    private static Tensor besideSteps(Quantize quantiser, Tensor like, SplittableRandom random) {
        Real scale = quantiser.element().map().scale().at(0);
        Real offset = quantiser.element().map().offset().at(0);
        double[] data = new double[like.shape().size()];
        for (int i = 0; i < data.length; i++) {
            long span = quantiser.clamp().count().longValueExact();
            long code = quantiser.clamp().min().longValueExact() - 1 + random.nextLong(span + 1);
            Real middle = scale.times(new Dyadic(BigInteger.valueOf(2 * code + random.nextInt(2)), -1))
                    .plus(offset);
            float near = (float) middle.toDouble();
            data[i] = switch (random.nextInt(3)) {
                case 0 -> Math.nextDown(near);
                case 1 -> Math.nextUp(near);
                default -> near;
            };
        }
        return FloatTensor.of(like.shape(), FloatType.F32, data);
    }

    private void certificates(Graph<IntegerOp> hardware, long seed) {
        Set<Requantizer> seen = new HashSet<>();
        for (Graph.Node<IntegerOp> node : hardware.nodes()) {
            if (node.op() instanceof Requantize op) {
                // The report checks each proof of a shortest multiplier against the law.
                RequantisationReport.of(op, FormCost.LOGIC)
                        .channels()
                        .forEach(channel -> kinds.merge(channel.kind(), 1, Integer::sum));
                op.channels().stream().filter(seen::add).forEach(channel -> exhaust(channel, seed));
            }
        }
    }

    private void exhaust(Requantizer channel, long seed) {
        certificates++;
        if (channel.interval().count().compareTo(EXHAUSTIVE) > 0) {
            return;
        }
        EveryInteger.firstDifference(channel).ifPresent(x -> {
            throw new AssertionError("seed " + seed + ": " + channel + " is not its law at " + x);
        });
        exhausted++;
        values += channel.interval().count().longValueExact();
    }
}
