package io.goshawk.cpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.codegen.Artifacts;
import io.goshawk.codegen.DesignFacts;
import io.goshawk.codegen.GoldenVectors;
import io.goshawk.generators.FormGraphs;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Value;
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
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Emitted C++ of random graphs, all of them in one program, gives what the interpreter gives: outputs and layers.
class CppEqualsInterpreterTest {
    private static final int GRAPHS = Integer.getInteger("goshawk.graphs", 40);
    private static final int VECTORS = 12;

    private final CppBackend backend = new CppBackend();

    @Test
    void onRandomGraphs(@TempDir Path folder) throws IOException {
        StringBuilder all = new StringBuilder("#include <cstdlib>\n");
        StringBuilder calls = new StringBuilder();
        for (int seed = 0; seed < GRAPHS; seed++) {
            Gxx.write(folder.resolve("d" + seed), design(seed).files());
            all.append("#include \"d%d/src/g%d.cpp\"\n#define main run%d\n#include \"d%d/tb/vectors_main.cpp\"\n"
                            .formatted(seed, seed, seed, seed))
                    .append("#undef main\n");
            calls.append("case %d: return run%d(argc - 1, argv + 1);\n".formatted(seed, seed));
        }
        all.append("int main(int argc, char** argv) {\nswitch (std::atoi(argv[1])) {\n")
                .append(calls)
                .append("}\nreturn 9;\n}\n");
        Gxx.write(folder, Map.of("all.cpp", all.toString()));
        List<String> arguments = new ArrayList<>(List.of(
                "-std=c++17",
                "-fsanitize=undefined",
                "-fno-sanitize-recover=all",
                "-Wall",
                "-Wextra",
                "-Wconversion",
                "-DGOSHAWK_TRACE",
                "all.cpp",
                "-Id0/tb"));
        IntStream.range(0, GRAPHS).forEach(seed -> arguments.add("-Id" + seed + "/src"));
        Path program = Gxx.compile(folder, arguments.toArray(String[]::new));
        for (int seed = 0; seed < GRAPHS; seed++) {
            compare(folder, program, seed);
        }
    }

    private Artifacts design(int seed) {
        Graph<IntegerOp> graph = FormGraphs.random(seed);
        CppOptions options = new CppOptions(graph.name());
        Diagnostics diagnostics = new Diagnostics();
        backend.check(graph, options, diagnostics);
        assertThat(diagnostics.all()).isEmpty();
        return backend.emit(graph, new GoldenVectors(List.of(), List.of()), options);
    }

    private void compare(Path folder, Path program, int seed) throws IOException {
        Graph<IntegerOp> graph = FormGraphs.random(seed);
        List<List<IntTensor>> inputs = FormGraphs.inputs(graph, VECTORS, seed);
        List<DesignFacts.LayerFacts> facts = design(seed).facts().layers();
        List<Long> outputs = new ArrayList<>();
        List<Long> layers = new ArrayList<>();
        for (List<IntTensor> vector : inputs) {
            Map<Value, Tensor> values = Interpreter.trace(graph, vector);
            graph.outputs().forEach(port -> add(values.get(port.value()), outputs));
            for (DesignFacts.LayerFacts layer : facts) {
                values.forEach((value, tensor) -> {
                    if (value.name().equals(layer.value())) {
                        add(tensor, layers);
                    }
                });
            }
        }
        write(folder.resolve("in.bin"), inputs);
        Gxx.Result result =
                Gxx.run(folder, program.toString(), "" + seed, "in.bin", "out.bin", "" + VECTORS, "trace.bin");
        assertThat(result).as("seed %d", seed).isEqualTo(new Gxx.Result(0, ""));
        assertThat(read(folder.resolve("out.bin"))).as("outputs, seed %d", seed).isEqualTo(outputs);
        assertThat(read(folder.resolve("trace.bin")))
                .as("layers, seed %d", seed)
                .isEqualTo(layers);
    }

    private static void add(Tensor tensor, List<Long> values) {
        LongStream.of(((IntTensor) tensor).toLongs()).forEach(values::add);
    }

    private static void write(Path file, List<List<IntTensor>> vectors) throws IOException {
        List<Long> values = new ArrayList<>();
        vectors.forEach(vector -> vector.forEach(tensor -> add(tensor, values)));
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
