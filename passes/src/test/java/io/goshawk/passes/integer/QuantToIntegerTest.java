package io.goshawk.passes.integer;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.generators.Graphs;
import io.goshawk.generators.Inputs;
import io.goshawk.ir.Graph;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Verifier;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.text.Printer;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.quant.CanonicalizeQuant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The three parts of a lowered network, one after the other, give the very reals of the network.
class QuantToIntegerTest {
    private static final int NETWORKS = 300;
    private static final int VECTORS = 6;

    @Test
    void hostAndHardwareTogetherAreTheNetwork() {
        int refused = 0;
        for (int seed = 0; seed < NETWORKS; seed++) {
            Graph<QuantOp> network =
                    seed % 2 == 0 ? Graphs.randomQuant(seed, 1 + seed % 4) : Graphs.randomQuantMaps(seed, 1 + seed % 4);
            HostPartition partition = new HostPartition(PassContext.plain().run(CanonicalizeQuant.pass(), network));
            Graph<IntegerOp> hardware;
            try {
                hardware = PassContext.plain()
                        .run(new QuantToInteger(), partition.hardware(seed % 2 == 0 ? Head.LOGITS : Head.BOTH));
            } catch (Refusal notYet) {
                refused++;
                continue;
            }
            Diagnostics problems = new Diagnostics();
            Verifier.verify(hardware, problems);
            assertThat(problems.all()).as("seed " + seed).isEmpty();
            for (int vector = 0; vector < VECTORS; vector++) {
                List<Tensor> inputs = Inputs.random(network, seed * 1000L + vector);
                List<Tensor> codes = Interpreter.run(partition.hostIn(), inputs);
                List<Tensor> ends = Interpreter.run(hardware, codes);
                Graph<QuantOp> tail = partition.hostOut(hardware);
                assertThat(reals(tail, Interpreter.run(tail, ends)))
                        .as(() -> "network\n" + Printer.print(network) + "hardware\n" + Printer.print(hardware))
                        .isEqualTo(reals(network, Interpreter.run(network, inputs)));
            }
        }
        assertThat(refused).as("networks without an integer form").isLessThan(NETWORKS / 5);
    }

    private static List<RealTensor> reals(Graph<QuantOp> graph, List<Tensor> outputs) {
        List<RealTensor> result = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            TensorType type = graph.outputs().get(i).value().type();
            result.add(Reals.of(outputs.get(i), type));
        }
        return result;
    }
}
