package io.goshawk.generators;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BruteForceTest {
    @Test
    void theInterpreterEqualsBruteForceOnIntegerGraphs() {
        for (long seed = 0; seed < 300; seed++) {
            compare(RandomGraphsTest.integer(seed), seed);
        }
    }

    @Test
    void theInterpreterEqualsBruteForceOnQuantGraphs() {
        for (long seed = 0; seed < 200; seed++) {
            compare(Graphs.randomQuant(seed, 1 + (int) (seed % 3)), seed);
        }
    }

    @Test
    void theInterpreterEqualsBruteForceOnFeatureMaps() {
        for (long seed = 0; seed < 200; seed++) {
            compare(Graphs.randomQuantMaps(seed, 1 + (int) (seed % 3)), seed);
            compare(Graphs.randomMaps(seed, 1 + (int) (seed % 6)), seed);
        }
    }

    private static void compare(Graph<? extends Op> graph, long seed) {
        for (int vector = 0; vector < 3; vector++) {
            List<Tensor> inputs = Inputs.random(graph, seed + vector);
            Map<Value, Tensor> trace = Interpreter.trace(graph, inputs);
            Map<Value, Num[]> expected = BruteForce.run(graph, inputs);
            trace.forEach((value, tensor) -> {
                Num[] actual = BruteForce.numbers(tensor);
                assertThat(actual).hasSameSizeAs(expected.get(value));
                for (int i = 0; i < actual.length; i++) {
                    boolean near = actual[i].near(expected.get(value)[i]);
                    assertThat(near)
                            .as("seed %d, %s element %d", seed, value.name(), i)
                            .isTrue();
                }
            });
        }
    }
}
