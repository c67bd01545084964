package io.goshawk.passes.integer;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.generators.Graphs;
import io.goshawk.generators.Inputs;
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
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
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
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Random encoders with random float scales, lowered. What is compared:
///
/// * every bound and every certificate is proven again by the verifier, and certificates of intervals
///   of at most 2^20 integers hold at each of them;
/// * every code that a softmax, a curve or a normalisation gives is within the bound that the operation
///   states of that function of the very integers in front of it, and equal to the quant dialect's code
///   where the form is a table;
/// * everything else, and the outputs, are equal to the quant dialect on those codes; see
///   [EncoderSites].
///
/// `bench/exact-lowering` runs more of it.
class EncoderLoweringTest {
    private static final int GRAPHS = Integer.getInteger("goshawk.lowering.encoders", 40);
    private static final long SEED = Long.getLong("goshawk.lowering.seed", 1_000_000);
    private static final Path REPORT = Path.of("target/encoder-report.txt");
    private static final int INPUTS = 4;
    private static final BigInteger EXHAUSTIVE = BigInteger.ONE.shiftLeft(20);

    private final Map<String, Integer> refused = new TreeMap<>();
    private final Map<String, Integer> kinds = new TreeMap<>();
    private long lowered;
    private long outputs;
    private long functions;
    private long codes;
    private long certificates;
    private double nearest = Double.POSITIVE_INFINITY;

    @Test
    void integersAreTheEncoderUpToTheBoundsOfItsFunctions() throws IOException {
        for (int i = 0; i < GRAPHS; i++) {
            long seed = SEED + i;
            check(Graphs.randomQuantEncoder(seed, (int) (seed % Graphs.ENCODER_SIZES)), seed);
        }
        String report = ("%,d encoders, %,d lowered, %s refused%n%,d functions, whose %,d codes keep their bounds"
                        + " (%.4f of a step is the least that was left); %,d other outputs equal,"
                        + " 0 differences%n%,d certificates hold; functions %s%n")
                .formatted(GRAPHS, lowered, refused, functions, codes, nearest, outputs, certificates, kinds);
        Files.createDirectories(REPORT.getParent());
        Files.writeString(REPORT, report);
        assertThat(lowered).as(report).isGreaterThan(GRAPHS * 9L / 10);
    }

    private void check(Graph<QuantOp> network, long seed) {
        Graph<QuantOp> canonical = PassContext.plain().run(CanonicalizeQuant.pass(), network);
        HostPartition partition = new HostPartition(canonical);
        Optional<Graph<IntegerOp>> hardware = hardware(partition);
        if (hardware.isEmpty()) {
            return;
        }
        lowered++;
        Diagnostics problems = new Diagnostics();
        Verifier.verify(hardware.get(), problems);
        assertThat(problems.all()).as("seed " + seed).isEmpty();
        certificates(hardware.get(), seed);
        Graph<QuantOp> tail = partition.hostOut(hardware.get());
        for (int i = 0; i < INPUTS; i++) {
            List<Tensor> inputs = Inputs.random(network, seed * 100 + i);
            List<Tensor> in = Interpreter.run(partition.hostIn(), inputs);
            EncoderSites sites = new EncoderSites(canonical, hardware.get(), in);
            List<RealTensor> wanted = reals(canonical, sites.outputs(canonical, inputs));
            List<RealTensor> got = reals(tail, Interpreter.run(tail, Interpreter.run(hardware.get(), in)));
            assertThat(got).as("seed " + seed).isEqualTo(wanted);
            wanted.forEach(tensor -> outputs += tensor.shape().size());
            codes += sites.checked();
            nearest = Math.min(nearest, sites.nearest());
        }
    }

    private Optional<Graph<IntegerOp>> hardware(HostPartition partition) {
        try {
            return Optional.of(PassContext.plain().run(new QuantToInteger(), partition.hardware(Head.LOGITS)));
        } catch (Refusal refusal) {
            Diagnostic first = refusal.diagnostics().getFirst();
            String plain = first.message().replaceAll("[^a-zA-Z ]", "").replaceAll(" +", " ");
            refused.merge(
                    first.code().label() + " " + plain.substring(0, Math.min(60, plain.length())), 1, Integer::sum);
            return Optional.empty();
        }
    }

    private static List<RealTensor> reals(Graph<QuantOp> graph, List<Tensor> tensors) {
        List<RealTensor> result = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            result.add(Reals.of(tensors.get(i), graph.outputs().get(i).value().type()));
        }
        return result;
    }

    private void certificates(Graph<IntegerOp> hardware, long seed) {
        Set<Requantizer> seen = new HashSet<>();
        for (Graph.Node<IntegerOp> node : hardware.nodes()) {
            switch (node.op()) {
                case Requantize op ->
                    op.channels().stream().filter(seen::add).forEach(channel -> {
                        certificates++;
                        if (channel.interval().count().compareTo(EXHAUSTIVE) <= 0) {
                            EveryInteger.firstDifference(channel).ifPresent(x -> {
                                throw new AssertionError("seed " + seed + ": " + channel + " is not its law at " + x);
                            });
                        }
                    });
                case io.goshawk.ir.integer.Curve op ->
                    counted(op.law().kind() + " by " + op.form().getClass().getSimpleName());
                case io.goshawk.ir.integer.Softmax op ->
                    counted(op.form().keepsMass() ? "softmax that keeps its mass" : "softmax");
                case io.goshawk.ir.integer.Normalize op -> counted(op.law().centred() ? "LayerNorm" : "RMSNorm");
                default -> {}
            }
        }
    }

    private void counted(String kind) {
        functions++;
        kinds.merge(kind, 1, Integer::sum);
    }
}
