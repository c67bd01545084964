package io.goshawk.frontend;

import static io.goshawk.frontend.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Products as NumPy's `matmul` defines them, and Gemm's options.
final class LinearTest {
    private static final double[] COUNTED =
            IntStream.range(0, 12).asDoubleStream().toArray();

    @Test
    void batchesBroadcast() {
        ModelBuilder model = model().input("x", 2, 1, 1, 2)
                .output("y")
                .floats("w", List.of(3L, 2L, 2L), COUNTED)
                .node("MatMul", "y", "x", "w");
        Tensor result = run(model, Shape.of(2, 1, 1, 2), 1, 10, 100, 1000);
        assertThat(result.shape()).isEqualTo(Shape.of(2, 3, 1, 2));
        assertThat(numbers(result)).containsExactly(20, 31, 64, 75, 108, 119, 2000, 3100, 6400, 7500, 10800, 11900);
    }

    @Test
    void aVectorOnTheLeftIsARowOfEachMatrix() {
        ModelBuilder model = model().input("x", 2)
                .output("y")
                .floats("w", List.of(3L, 2L, 2L), COUNTED)
                .node("MatMul", "y", "x", "w");
        Tensor result = run(model, Shape.of(2), 1, 10);
        assertThat(result.shape()).isEqualTo(Shape.of(3, 2));
        assertThat(numbers(result)).containsExactly(20, 31, 64, 75, 108, 119);
    }

    @Test
    void twoVectorsGiveAScalar() {
        ModelBuilder model = model().input("x", 3)
                .output("y")
                .floats("w", List.of(3L), 1, 10, 100)
                .node("MatMul", "y", "x", "w");
        Tensor result = run(model, Shape.of(3), 1, 2, 3);
        assertThat(result.shape()).isEqualTo(Shape.SCALAR);
        assertThat(numbers(result)).containsExactly(321);
    }

    @Test
    void batchesThatDoNotBroadcastAreRefused() {
        List<Diagnostic> problems = model().input("x", 2, 1, 2)
                .output("y")
                .floats("w", List.of(3L, 2L, 2L), COUNTED)
                .node("MatMul", "y", "x", "w")
                .problems();
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("do not go together"));
    }

    @Test
    void gemmTransposesAndBroadcastsItsBias() {
        ModelBuilder model = model().input("x", 3, 2)
                .output("y")
                .floats("w", List.of(4L, 3L), COUNTED)
                .floats("c", List.of(2L, 1L), 1000, 2000)
                .node("Gemm", "y", "x", "w", "c")
                .attribute("transA", 1)
                .attribute("transB", 1);
        assertThat(numbers(run(model, Shape.of(3, 2), 1, 0, 10, 0, 100, 1)))
                .containsExactly(1210, 1543, 1876, 2209, 2002, 2005, 2008, 2011);
    }

    private static Tensor run(ModelBuilder model, Shape shape, double... values) {
        assertThat(model.load().inputs().getFirst().value().shape()).isEqualTo(shape);
        return Runs.all(model, values).getFirst();
    }

    private static double[] numbers(Tensor tensor) {
        return Runs.numbers(tensor);
    }
}
