package io.goshawk.frontend;

import static io.goshawk.frontend.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Operators that make one element of many, from the file to the result.
class ReductionOperatorsTest {
    private static FloatTensor run(ModelBuilder model, FloatTensor... inputs) {
        return Floats.of(Interpreter.run(model.load(), List.of(inputs)).getFirst(), FloatType.F32);
    }

    private static FloatTensor count(int... extents) {
        Shape shape = Shape.of(extents);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 7 - 3;
        }
        return FloatTensor.of(shape, values);
    }

    private static ModelBuilder matrix() {
        return model().input("x", 2, 3).output("y");
    }

    @Test
    void axesComeEitherWay() {
        FloatTensor data = FloatTensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
        FloatTensor sums = FloatTensor.of(Shape.of(2, 1), 6, 15);
        assertThat(run(matrix().opset(11).node("ReduceSum", "y", "x").attribute("axes", List.of(-1L)), data))
                .isEqualTo(sums);
        assertThat(run(matrix().integers("a", 1).node("ReduceSum", "y", "x", "a"), data))
                .isEqualTo(sums);
        assertThat(run(matrix().node("ReduceSum", "y", "x").attribute("keepdims", 0), data))
                .isEqualTo(FloatTensor.of(Shape.SCALAR, 21));
        assertThat(run(matrix().node("ReduceSum", "y", "x").attribute("noop_with_empty_axes", 1), data))
                .isEqualTo(data);
    }

    @Test
    void hardmaxPicksTheFirstLargest() {
        FloatTensor data = FloatTensor.of(Shape.of(2, 3), 1, 3, 3, 5, 0, 5);
        assertThat(run(matrix().node("Hardmax", "y", "x"), data))
                .isEqualTo(FloatTensor.of(Shape.of(2, 3), 0, 1, 0, 1, 0, 0));
        assertThat(run(matrix().opset(11).node("Hardmax", "y", "x").attribute("axis", 0), data))
                .isEqualTo(FloatTensor.of(Shape.of(2, 3), 0, 0, 0, 1, 0, 0));
    }

    @Test
    void whatHasNoNormStaysZero() {
        FloatTensor data = FloatTensor.of(Shape.of(2, 3), 0, 0, 0, 0, 3, -4);
        assertThat(run(matrix().node("LpNormalization", "y", "x"), data))
                .isEqualTo(FloatTensor.of(Shape.of(2, 3), 0, 0, 0, 0, 0.6f, -0.8f));
    }

    /// Every label runs over its extent, once for each combination: the definition, one product at a time.
    @ParameterizedTest
    @CsvSource({
        "'ij,jk->ik', '2 3', '3 4'",
        "'ij,jk', '2 3', '3 4'",
        "'bij,bkj->bik', '2 3 4', '2 5 4'",
        "'i,j->ji', '3', '4'",
        "'ij,ij->', '2 3', '2 3'",
        "'ii->i', '3 3', ''",
        "'iij,j->i', '3 3 2', '2'",
        "'ijk->kj', '2 3 4', ''",
        "'ab,cd->c', '2 3', '3 2'",
        "'aab,ba->b', '2 2 3', '3 2'"
    })
    void einsumsAreTheirDefinition(String equation, String left, String right) {
        int[][] shapes = right.isEmpty() ? new int[][] {extents(left)} : new int[][] {extents(left), extents(right)};
        ModelBuilder model =
                model().input("a", Arrays.stream(shapes[0]).asLongStream().toArray());
        FloatTensor[] inputs =
                Arrays.stream(shapes).map(ReductionOperatorsTest::count).toArray(FloatTensor[]::new);
        if (shapes.length == 1) {
            model.node("Einsum", "y", "a");
        } else {
            model.input("b", Arrays.stream(shapes[1]).asLongStream().toArray()).node("Einsum", "y", "a", "b");
        }
        FloatTensor result = run(model.attribute("equation", equation).output("y"), inputs);
        String full = equation.contains("->") ? equation : equation + "->ik";
        assertThat(result).isEqualTo(definition(full, inputs));
    }

    private static int[] extents(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    private static FloatTensor definition(String equation, FloatTensor[] inputs) {
        List<String> sides = List.of(equation.split("->", -1));
        List<String> terms = List.of(sides.get(0).split(",", -1));
        List<Integer> labels = new TreeSet<>(
                        sides.get(0).replace(",", "").chars().boxed().toList())
                .stream().toList();
        int[] extents = new int[128];
        for (int t = 0; t < terms.size(); t++) {
            for (int axis = 0; axis < terms.get(t).length(); axis++) {
                extents[terms.get(t).charAt(axis)] = inputs[t].shape().extent(axis);
            }
        }
        Shape shape = Shape.of(sides.get(1).chars().map(label -> extents[label]).toArray());
        float[] sums = new float[shape.size()];
        int all = labels.stream().mapToInt(label -> extents[label]).reduce(1, (a, b) -> a * b);
        for (int i = 0; i < all; i++) {
            int[] place = new int[128];
            int rest = i;
            for (int label : labels) {
                place[label] = rest % extents[label];
                rest /= extents[label];
            }
            double product = 1;
            for (int t = 0; t < terms.size(); t++) {
                product *= inputs[t].at(index(terms.get(t), place, extents));
            }
            sums[index(sides.get(1), place, extents)] += (float) product;
        }
        return FloatTensor.of(shape, sums);
    }

    private static int index(String term, int[] place, int[] extents) {
        int index = 0;
        for (int axis = 0; axis < term.length(); axis++) {
            index = index * extents[term.charAt(axis)] + place[term.charAt(axis)];
        }
        return index;
    }

    @Test
    void anEllipsisBroadcasts() {
        ModelBuilder model = model().input("a", 2, 1, 2, 3)
                .input("b", 4, 3, 2)
                .output("y")
                .node("Einsum", "y", "a", "b")
                .attribute("equation", "...ij,...jk->...ik");
        ModelBuilder product =
                model().input("a", 2, 1, 2, 3).input("b", 4, 3, 2).output("y").node("MatMul", "y", "a", "b");
        FloatTensor[] inputs = {count(2, 1, 2, 3), count(4, 3, 2)};
        assertThat(run(model, inputs)).isEqualTo(run(product, inputs));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ij->", "i1->i", "ij->iij", "ij->k", "ij,j->i"})
    void equationsThatDoNotFitAreRefused(String equation) {
        ModelBuilder model =
                model().input("x", 2, 2, 2).output("y").node("Einsum", "y", "x").attribute("equation", equation);
        assertThat(model.problems()).extracting(problem -> problem.code()).containsExactly(Code.BAD_ATTRIBUTE);
    }

    @Test
    void ignoredTargetsCountNothing() {
        ModelBuilder model = model().input("x", 3, 2)
                .output("y")
                .output("p")
                .integers("t", 0, -100, 1)
                .node("SoftmaxCrossEntropyLoss", "y", "x", "t")
                .alsoYields("p")
                .attribute("ignore_index", -100);
        Graph<OnnxOp> graph = model.load();
        FloatTensor data = FloatTensor.of(Shape.of(3, 2), 1, 2, 100, Float.NEGATIVE_INFINITY, 5, 5);
        List<Tensor> results = Interpreter.run(graph, List.of(data));
        double expected = (Math.log(1 + Math.E) + Math.log(2)) / 2;
        assertThat(Floats.of(results.getFirst(), FloatType.F32).at(0)).isCloseTo(expected, within(1e-6));
        assertThat(results.getLast().shape()).isEqualTo(Shape.of(3, 2));
    }
}
