package io.goshawk.frontend;

import static io.goshawk.frontend.ModelBuilder.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Operators that pick, join and place, from the file to the result.
class IndexingOperatorsTest {
    private static List<Tensor> run(ModelBuilder model, FloatTensor... inputs) {
        return Interpreter.run(model.load(), List.of(inputs));
    }

    /// {@return a tensor of the numbers 0, 1, 2 …}
    private static FloatTensor count(int... extents) {
        Shape shape = Shape.of(extents);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return FloatTensor.of(shape, values);
    }

    private static List<Integer> numbers(Tensor tensor) {
        return IntStream.range(0, tensor.shape().size())
                .mapToObj(i -> (int) (tensor instanceof FloatTensor floats ? floats.at(i) : ((IntTensor) tensor).at(i)))
                .toList();
    }

    private static long[] longs(String text) {
        return Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 4, 1, '1 2 3'",
        "-3, 9223372036854775807, 1, '3 4 5'",
        "4, -9223372036854775808, -2, '4 2 0'",
        "-1, -9, -1, '5 4 3 2 1 0'",
        "9, 1, -3, '5 2'",
        "0, 6, 9223372036854775807, '0'",
        "5, 0, -9223372036854775808, '5'"
    })
    void slicesOfDataAreClampedAsOnnxSays(long start, long end, long step, String expected) {
        ModelBuilder model = model().input("x", 6)
                .output("y")
                .integers("starts", start)
                .integers("ends", end)
                .integers("axes", 0)
                .integers("steps", step)
                .node("Slice", "y", "x", "starts", "ends", "axes", "steps");
        assertThat(numbers(run(model, count(6)).getFirst()))
                .containsExactlyElementsOf(Arrays.stream(longs(expected))
                        .mapToObj(Math::toIntExact)
                        .toList());
    }

    @Test
    void aSliceOfEverythingLeavesNoTrace() {
        Graph<OnnxOp> graph = model().opset(9)
                .input("x", 2, 3)
                .output("y")
                .node("Slice", "y", "x")
                .attribute("starts", List.of(0L, -9L))
                .attribute("ends", List.of(2L, 9L))
                .load();
        assertThat(graph.nodes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"11, 3", "13, 3", "18, 3", "18, 4"})
    void partsOfASplitGoTogetherAgain(int opset, int parts) {
        ModelBuilder model = model().opset(opset).input("x", 2, 6).output("y").node("Split", "p0", "x");
        List<String> names = new ArrayList<>(List.of("p0"));
        for (int i = 1; i < parts; i++) {
            model.alsoYields("p" + i);
            names.add("p" + i);
        }
        model.attribute("axis", 1);
        if (opset >= 18) {
            model.attribute("num_outputs", parts);
        }
        model.node("Concat", "y", names.toArray(String[]::new)).attribute("axis", 1);
        assertThat(run(model, count(2, 6))).containsExactly(count(2, 6));
    }

    @Test
    void aSplitThatDoesNotAddUpIsRefused() {
        ModelBuilder model = model().input("x", 6)
                .output("y")
                .integers("s", 2, 3)
                .node("Split", "y", "x", "s")
                .alsoYields("z");
        assertThat(model.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(Code.SHAPE_MISMATCH);
            assertThat(problem.message()).contains("[2, 3]");
        });
    }

    @ParameterizedTest
    @CsvSource({"2", "10", "13"})
    void padsComeEitherWay(int version) {
        ModelBuilder model =
                model().opset(Math.max(7, version)).input("x", 2, 2).output("y");
        if (version < 11) {
            model.node("Pad", "y", "x")
                    .attribute("pads", List.of(0L, 1L, 0L, -1L))
                    .attribute("value", 9f);
        } else {
            model.integers("pads", 0, 1, 0, -1).scalar("nine", 9).node("Pad", "y", "x", "pads", "nine");
        }
        assertThat(numbers(run(model, count(2, 2)).getFirst())).containsExactly(9, 0, 9, 2);
    }

    @Test
    void blocksThereAndBack() {
        for (String mode : List.of("DCR", "CRD")) {
            ModelBuilder model = model().input("x", 2, 8, 2, 3)
                    .output("y")
                    .node("DepthToSpace", "wide", "x")
                    .attribute("blocksize", 2)
                    .attribute("mode", mode)
                    .node("SpaceToDepth", "y", "wide")
                    .attribute("blocksize", 2);
            FloatTensor back = (FloatTensor) run(model, count(2, 8, 2, 3)).getFirst();
            assertThat(back.equals(count(2, 8, 2, 3))).isEqualTo(mode.equals("DCR"));
            assertThat(numbers(back)).doesNotHaveDuplicates();
        }
    }

    @Test
    void tilesRepeat() {
        ModelBuilder model =
                model().input("x", 1, 2).output("y").integers("r", 2, 3).node("Tile", "y", "x", "r");
        assertThat(numbers(run(model, count(1, 2)).getFirst())).containsExactly(0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1);
    }

    @Test
    void hugeResultsAreRefusedBeforeTheyAreMade() {
        ModelBuilder tile = model().input("x", 1000)
                .output("y")
                .integers("r", 9_000_000_000L)
                .node("Tile", "y", "x", "r");
        assertThat(tile.problems()).extracting(problem -> problem.code()).containsExactly(Code.BAD_SHAPE);
        ModelBuilder expand = model().input("x", 1)
                .output("y")
                .integers("s", 1 << 20, 1 << 20)
                .node("Expand", "y", "x", "s");
        assertThat(expand.problems()).extracting(problem -> problem.code()).containsExactly(Code.BAD_SHAPE);
        ModelBuilder range = model().input("x", 1)
                .output("y")
                .integers("zero", 0)
                .integers("far", Long.MAX_VALUE)
                .integers("one", 1)
                .node("Range", "r", "zero", "far", "one")
                .node("Gather", "y", "x", "r");
        assertThat(range.problems()).extracting(problem -> problem.code()).containsExactly(Code.BAD_SHAPE);
    }

    @Test
    void parametersThatAreInputsTakeTheGivenElements() {
        ModelBuilder model = model().input("x", 3)
                .input("c", 3)
                .output("y")
                .node("Compress", "y", "x", "c")
                .attribute("axis", 0);
        ImportOptions options = new ImportOptions(Map.of(), Map.of(), Map.of("c", IntTensor.of(Shape.of(3), 1, 0, 1)));
        Graph<OnnxOp> graph = model.load(options);
        assertThat(numbers(Interpreter.run(graph, List.of(count(3), count(3))).getFirst()))
                .containsExactly(0, 2);
        assertThat(model.problems()).extracting(problem -> problem.code()).containsExactly(Code.UNSUPPORTED_FEATURE);
    }

    @Test
    void bothOutputsOfTopKAreComputed() {
        ModelBuilder model = model().input("x", 5)
                .output("y")
                .output("places")
                .integers("k", 2)
                .node("TopK", "y", "x", "k")
                .alsoYields("places");
        List<Tensor> results = run(model, FloatTensor.of(Shape.of(5), 3, 9, 4, 9, 1));
        assertThat(numbers(results.get(0))).containsExactly(9, 9);
        assertThat(numbers(results.get(1))).containsExactly(1, 3);
    }

    @Test
    void patchesAddUpToAnImage() {
        ModelBuilder model = model().input("x", 1, 4, 4)
                .output("y")
                .integers("image", 3, 3)
                .integers("block", 2, 2)
                .node("Col2Im", "y", "x", "image", "block");
        float[] ones = new float[16];
        Arrays.fill(ones, 1);
        assertThat(numbers(run(model, FloatTensor.of(Shape.of(1, 4, 4), ones)).getFirst()))
                .containsExactly(1, 2, 1, 2, 4, 2, 1, 2, 1);
    }

    @Test
    void whatDependsOnDataIsRefusedWithTheReason() {
        assertThat(model().input("x", 4).output("y").node("NonZero", "y", "x").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("computed at run time"));
        assertThat(model().input("b", 1, 4, 4)
                        .input("s", 1, 1, 4)
                        .output("y")
                        .node("NonMaxSuppression", "y", "b", "s")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("shapes are static"));
    }

    /// Random chains of slices, pads, transpositions, splits and concatenations, each undone at once: the input stays.
    @Test
    void whatIsUndoneLeavesTheInput() {
        Random random = new Random(4);
        for (int round = 0; round < 40; round++) {
            long[] extents = {1 + random.nextInt(4), 1 + random.nextInt(4), 2 + random.nextInt(4)};
            ModelBuilder model = model().input("x", extents).output("y");
            String last = "x";
            for (int step = 0; step < 4; step++) {
                last = undone(model, last, "s" + round + "_" + step, random, extents);
            }
            model.node("Identity", "y", last);
            FloatTensor input =
                    count(Arrays.stream(extents).mapToInt(Math::toIntExact).toArray());
            assertThat(Reals.of(
                            run(model, input).getFirst(),
                            model.load().outputs().getFirst().value().type()))
                    .isEqualTo(Reals.of(
                            input, model.load().inputs().getFirst().value().type()));
        }
    }

    private static String undone(ModelBuilder model, String from, String name, Random random, long[] extents) {
        switch (random.nextInt(3)) {
            case 0 ->
                model.integers(name + "p", 1, 0, 2, 0, 3, 1)
                        .node("Pad", name + "a", from, name + "p")
                        .attribute("mode", random.nextBoolean() ? "edge" : "wrap")
                        .integers(name + "b", 1, 0, 2)
                        .integers(name + "e", 1 + extents[0], extents[1], 2 + extents[2])
                        .node("Slice", name, name + "a", name + "b", name + "e");
            case 1 ->
                model.node("Transpose", name + "a", from)
                        .attribute("perm", List.of(2L, 0L, 1L))
                        .node("Transpose", name, name + "a")
                        .attribute("perm", List.of(1L, 2L, 0L));
            default ->
                model.integers(name + "s", 1, extents[2] - 1)
                        .node("Split", name + "a", from, name + "s")
                        .alsoYields(name + "b")
                        .attribute("axis", -1)
                        .node("Concat", name, name + "a", name + "b")
                        .attribute("axis", 2);
        }
        return name;
    }
}
