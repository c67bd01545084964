package io.goshawk.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.codegen.Artifacts;
import io.goshawk.codegen.DesignFacts;
import io.goshawk.codegen.GoldenVectors;
import io.goshawk.codegen.TargetSettings.ResetStyle;
import io.goshawk.generators.Graphs;
import io.goshawk.generators.Inputs;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.testkit.Gxx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Emitted HLS C++ of random graphs, all of them in one program, gives what the interpreter gives:
/// outputs and layers.
class HlsEqualsInterpreterTest {
    private static final int GRAPHS = Integer.getInteger("goshawk.graphs", 24);
    private static final int VECTORS = 16;
    private final HlsBackend backend = new HlsBackend();

    private record Case(int index, Graph<IntegerOp> graph, DesignFacts facts) {}

    @Test
    void onRandomGraphs(@TempDir Path folder) throws IOException {
        compare(
                folder,
                seed -> seed % 3 == 0
                        ? Graphs.randomMaps(seed, 1 + (int) (seed % 5))
                        : Graphs.random(seed, 1 + (int) (seed % 7)));
    }

    @Test
    void onRandomGraphsOfWhatTransformersNeed(@TempDir Path folder) throws IOException {
        compare(folder, seed -> Graphs.randomTransformer(seed, 1 + (int) (seed % 3)));
    }

    @Test
    void onRowsThatNeedMoreThan64Bits(@TempDir Path folder) throws IOException {
        compare(folder, 2, seed -> seed == 0 ? WideRows.softmax() : WideRows.normalisation());
    }

    private void compare(Path folder, LongFunction<Graph<IntegerOp>> graphs) throws IOException {
        compare(folder, GRAPHS, graphs);
    }

    private void compare(Path folder, int count, LongFunction<Graph<IntegerOp>> graphs) throws IOException {
        String headers = ApTypes.require().toString();
        List<Case> cases = new ArrayList<>();
        for (int seed = 0; cases.size() < count; seed++) {
            Graph<IntegerOp> graph = graphs.apply(seed);
            if (expressible(graph)) {
                Artifacts design =
                        backend.emit(graph, new GoldenVectors(List.of(), List.of()), options("d" + cases.size(), seed));
                design.files().forEach((path, text) -> {
                    if (path.startsWith("src/") || path.startsWith("tb/v") || path.startsWith("tb/trace")) {
                        Gxx.write(
                                folder,
                                Map.of(
                                        path.replaceAll("^(src|tb)/", "")
                                                .replace("vectors_main", "main" + cases.size()),
                                        text));
                    }
                });
                cases.add(new Case(cases.size(), graph, design.facts()));
            }
        }
        Gxx.write(folder, Map.of("all.cpp", allInOne(count)));
        Path program = Gxx.compile(
                folder,
                "-std=c++17",
                "-O0",
                "-Wall",
                "-Wextra",
                "-Wno-unknown-pragmas",
                "-DGOSHAWK_TRACE",
                "-isystem",
                headers,
                "all.cpp",
                "-I.");
        for (Case one : cases) {
            compare(folder, program, one);
        }
    }

    /// Every other design is too large to be parallel, so that every schedule is met.
    private static HlsOptions options(String top, int seed) {
        return new HlsOptions(top, HlsOptions.DEFAULT_PART, 5, ResetStyle.SYNC, seed % 2 == 0 ? 4096 : 0);
    }

    private boolean expressible(Graph<IntegerOp> graph) {
        Diagnostics diagnostics = new Diagnostics();
        backend.check(graph, options("design", 0), diagnostics);
        assertThat(diagnostics.all()).allMatch(said -> said.code() == Code.WIDTH_NOT_EXPRESSIBLE);
        return diagnostics.all().isEmpty();
    }

    /// {@return one program of all designs: its first argument says which one runs}
    private static String allInOne(int count) {
        StringBuilder text = new StringBuilder("#include <cstdlib>\n");
        StringBuilder calls = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("#include \"d%d.cpp\"\n#define main run%d\n".formatted(i, i))
                    .append("#include \"main%d.cpp\"\n#undef main\n".formatted(i));
            calls.append("case %d: return run%d(argc - 1, argv + 1);\n".formatted(i, i));
        }
        return text + "int main(int argc, char** argv) {\nswitch (std::atoi(argv[1])) {\n" + calls
                + "}\nreturn 9;\n}\n";
    }

    private static void compare(Path folder, Path program, Case one) throws IOException {
        List<Long> inputs = new ArrayList<>();
        List<Long> outputs = new ArrayList<>();
        List<Long> layers = new ArrayList<>();
        for (int vector = 0; vector < VECTORS; vector++) {
            List<Tensor> tensors = Inputs.random(one.graph(), vector);
            tensors.forEach(tensor -> add(tensor, inputs));
            Map<Value, Tensor> values = Interpreter.trace(one.graph(), tensors);
            one.graph().outputs().forEach(port -> add(values.get(port.value()), outputs));
            one.facts()
                    .layers()
                    .forEach(layer -> values.forEach((value, tensor) -> {
                        if (value.name().equals(layer.value())) {
                            add(tensor, layers);
                        }
                    }));
        }
        write(folder.resolve("in.bin"), inputs);
        Gxx.Result result =
                Gxx.run(folder, program.toString(), "" + one.index(), "in.bin", "out.bin", "" + VECTORS, "trace.bin");
        assertThat(result).as("design %d", one.index()).isEqualTo(new Gxx.Result(0, ""));
        assertThat(read(folder.resolve("out.bin")))
                .as("outputs of design %d", one.index())
                .isEqualTo(outputs);
        assertThat(read(folder.resolve("trace.bin")))
                .as("layers of design %d", one.index())
                .isEqualTo(layers);
    }

    private static void add(Tensor tensor, List<Long> values) {
        ((IntTensor) tensor).toBigs().forEach(value -> values.add(value.longValue()));
    }

    private static void write(Path file, List<Long> values) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(values.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(buffer::putLong);
        Files.write(file, buffer.array());
    }

    private static List<Long> read(Path file) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        return IntStream.range(0, buffer.capacity() / Long.BYTES)
                .mapToObj(i -> buffer.getLong(i * Long.BYTES))
                .toList();
    }
}
