package io.goshawk.frontend;

import static io.goshawk.frontend.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Recurrent operators against their equations, computed here with numbers of one element.
final class RecurrentTest {
    private static final Offset<Double> FLOAT = within(1e-6);

    private static ModelBuilder network(String type, int steps, int gates, double input, double recurrent) {
        double[] w = new double[gates];
        double[] r = new double[gates];
        for (int gate = 0; gate < gates; gate++) {
            w[gate] = input * (gate + 1);
            r[gate] = recurrent * (gate + 1);
        }
        return model().opset(14)
                .input("x", steps, 1, 1)
                .output("y")
                .floats("w", List.of(1L, (long) gates, 1L), w)
                .floats("r", List.of(1L, (long) gates, 1L), r)
                .node(type, "y", "x", "w", "r")
                .attribute("hidden_size", 1);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @Test
    void rnn() {
        double first = Math.tanh(0.5);
        double second = Math.tanh(1 + 0.25 * first);
        assertThat(Runs.first(network("RNN", 2, 1, 0.5, 0.25), 1, 2))
                .containsExactly(new double[] {first, second}, FLOAT);
    }

    @Test
    void rnnBackwards() {
        double first = Math.tanh(1);
        double second = Math.tanh(0.5 + 0.25 * first);
        assertThat(Runs.first(network("RNN", 2, 1, 0.5, 0.25).attribute("direction", "reverse"), 1, 2))
                .containsExactly(new double[] {second, first}, FLOAT);
    }

    @Test
    void gru() {
        double state = 0;
        double[] expected = new double[2];
        for (int step = 0; step < 2; step++) {
            double x = step + 1;
            double update = sigmoid(0.5 * x + 0.25 * state);
            double reset = sigmoid(x + 0.5 * state);
            double hidden = Math.tanh(1.5 * x + 0.75 * (reset * state));
            state = (1 - update) * hidden + update * state;
            expected[step] = state;
        }
        assertThat(Runs.first(network("GRU", 2, 3, 0.5, 0.25), 1, 2)).containsExactly(expected, FLOAT);
    }

    @Test
    void lstm() {
        double state = 0;
        double cell = 0;
        double[] expected = new double[2];
        for (int step = 0; step < 2; step++) {
            double x = step + 1;
            double in = sigmoid(0.5 * x + 0.25 * state);
            double out = sigmoid(x + 0.5 * state);
            double forget = sigmoid(1.5 * x + 0.75 * state);
            cell = forget * cell + in * Math.tanh(2 * x + state);
            state = out * Math.tanh(cell);
            expected[step] = state;
        }
        ModelBuilder model = network("LSTM", 2, 4, 0.5, 0.25)
                .alsoYields("h")
                .alsoYields("c")
                .output("h")
                .output("c");
        List<Tensor> outputs = Runs.all(model, 1, 2);
        assertThat(outputs.get(0).shape()).isEqualTo(Shape.of(2, 1, 1, 1));
        assertThat(Runs.numbers(outputs.get(0))).containsExactly(expected, FLOAT);
        assertThat(Runs.numbers(outputs.get(1))).containsExactly(new double[] {state}, FLOAT);
        assertThat(Runs.numbers(outputs.get(2))).containsExactly(new double[] {cell}, FLOAT);
    }

    @Test
    void endlessSequencesAreRefused() {
        assertThat(network("RNN", 5000, 1, 0.5, 0.25).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(Code.UNSUPPORTED_FEATURE));
    }

    @Test
    void unknownDirectionsAreRefused() {
        assertThat(network("RNN", 2, 1, 0.5, 0.25)
                        .attribute("direction", "sideways")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(Code.BAD_ATTRIBUTE));
    }
}
