package io.goshawk.cpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.codegen.Artifacts;
import io.goshawk.codegen.DesignFacts;
import io.goshawk.codegen.GoldenVectors;
import io.goshawk.generators.Inputs;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Value;
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

/// Designs compiled as one program, and compared with the interpreter: outputs and layers.
final class CppPrograms {
    private static final int VECTORS = 16;
    private static final String[] ARGUMENTS = {
        "-std=c++17",
        "-fsanitize=undefined",
        "-fno-sanitize-recover=all",
        "-Wall",
        "-Wextra",
        "-Wconversion",
        "-DGOSHAWK_TRACE",
        "all.cpp",
        "-I."
    };

    private static final CppBackend BACKEND = new CppBackend();

    private CppPrograms() {}

    private record Case(int index, Graph<IntegerOp> graph, DesignFacts facts) {}

    /// Compiles all of `graphs` into one program in `folder`, and compares each.
    static void compare(Path folder, List<Graph<IntegerOp>> graphs) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (Graph<IntegerOp> graph : graphs) {
            Artifacts design =
                    BACKEND.emit(graph, new GoldenVectors(List.of(), List.of()), new CppOptions("d" + cases.size()));
            design.files().forEach((path, text) -> {
                if (path.startsWith("src/") || path.startsWith("tb/v") || path.startsWith("tb/trace")) {
                    Gxx.write(
                            folder,
                            Map.of(
                                    path.replaceAll("^(src|tb)/", "").replace("vectors_main", "main" + cases.size()),
                                    text));
                }
            });
            cases.add(new Case(cases.size(), graph, design.facts()));
        }
        Gxx.write(folder, Map.of("all.cpp", allInOne(cases.size())));
        Path program = Gxx.compile(folder, ARGUMENTS);
        for (Case one : cases) {
            compare(folder, program, one);
        }
    }

    /// {@return one program of all designs: its first argument says which one runs}
    private static String allInOne(int designs) {
        StringBuilder text = new StringBuilder("#include <cstdlib>\n");
        StringBuilder calls = new StringBuilder();
        for (int i = 0; i < designs; i++) {
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
