package io.goshawk.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.frontend.Fuzzer.Seed;
import io.goshawk.frontend.tflite.RandomLayers;
import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.text.Printer;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damaged models become graphs or refusals. `bench/fuzz` runs this on hundreds of thousands.
class MutationTest {
    private static final int LARGEST_SEED = 60_000;

    private static final String TEXT = """
            <ir_version: 8, opset_import: ["" : 13, "l" : 1], metadata_props: ["k" : "v"]>
            g (float[1, 4] x) => (float[N, 2] y)
            <float[4, 2] w = {1, -2.5, 3e-2, 4, 5, 6, 7, 8}, int64[2] s = {1, 2}, float[1, 2] h, int4[3] i = {1, -2, 3},
             float[2] e = ["location": "weights.bin", "offset": "0", "length": "8"]>
            {
              [first] h = MatMul(x, w)
              r = Relu(h)
              q = qonnx.custom_op.general.Quant<signed = 1, narrow = 0, rounding_mode = "ROUND">(r, one, zero, bits)
              one = Constant<value = float {0.25}>()
              zero, unused = Constant<value_float: float = 0>()
              bits = Constant<value = float b = {4}>()
              a = Add(q, e)
              c = If(one) <then_branch: graph = t () => (float z) { z = Relu(a) }, other = [1, 2], f: floats = []>
              y = Reshape(a, s) # the end
            }
            <domain: "l", opset_import: ["" : 13]> f <p, q: int = 1> (v) => (u) { u = Softmax<axis: int = @p>(v) }
            """;

    @TempDir
    private Path folder;

    private static ModelBuilder model() {
        return ModelBuilder.model()
                .input("x", 1, 4)
                .output("y")
                .floats("w", List.of(4L, 4L), new double[16])
                .integers("s", 2, 2)
                .quant("q", "x")
                .node("MatMul", "m", "q", "w")
                .node("Reshape", "r", "m", "s")
                .node("Transpose", "t", "r")
                .attribute("perm", List.of(1L, 0L))
                .node("ConstantOfShape", "c", "s")
                .node("Concat", "k", "t", "c")
                .attribute("axis", 0L)
                .node("Softmax", "y", "k");
    }

    private static List<Seed> seeds() {
        List<Seed> seeds = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            seeds.add(Seed.of(".onnx", model().bytes()));
            seeds.add(Seed.of(".onnxtxt", TEXT.getBytes(StandardCharsets.UTF_8)));
            seeds.add(ghk(model().bytes()).orElseThrow());
            seeds.add(Seed.of(".tflite", RandomLayers.file(i % RandomLayers.KINDS, i)));
        }
        Path models = Tools.data("models");
        if (Files.isDirectory(models)) {
            List<Seed> real = Fuzzer.seedsIn(models, ".onnx", LARGEST_SEED);
            seeds.addAll(real);
            seeds.addAll(Fuzzer.seedsIn(models, ".tflite", 2 * LARGEST_SEED));
            real.forEach(seed -> ghk(seed.bytes()).ifPresent(seeds::add));
        }
        return seeds;
    }

    private static Optional<Seed> ghk(byte[] bytes) {
        try {
            Graph<OnnxOp> graph = OnnxImporter.load(bytes, "seed.onnx", ImportOptions.NONE, new Diagnostics());
            return Optional.of(Seed.of(".ghk", Printer.print(graph).getBytes(StandardCharsets.UTF_8)));
        } catch (Refusal _) {
            return Optional.empty();
        }
    }

    @Test
    void noDamageIsACrashOrAHang() throws IOException, InterruptedException {
        int count = Integer.getInteger("goshawk.fuzz.files", 300);
        long seed = Long.getLong("goshawk.fuzz.seed", 1);
        Path finds = Tools.root().resolve("frontend/target/fuzz-finds");
        Fuzzer fuzzer = new Fuzzer(seeds(), folder, finds);
        Map<String, Integer> outcomes = fuzzer.run(count, seed);
        Files.writeString(finds.resolveSibling("fuzz-report.txt"), fuzzer.report() + "\n");
        assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(count);
        assertThat(outcomes).as("finds are in %s", finds).doesNotContainKeys(Fuzzer.BAD.toArray(new String[0]));
        assertThat(outcomes).containsKeys("graph", "refused");
    }

    /// The traps work: what opens or maps the file is noticed, once each time.
    @Test
    void aReaderOfATripwireIsNoticed() throws IOException {
        Tripwire wire = Tripwire.at(folder.resolve("wire"));
        Assumptions.assumeTrue(wire.works(), "this file system keeps no times of access");
        assertThat(wire.tripped()).isFalse();
        assertThat(Files.readAllBytes(wire.file())).isNotEmpty();
        assertThat(wire.tripped()).isTrue();
        assertThat(wire.tripped()).isFalse();
        try (FileChannel channel = FileChannel.open(wire.file())) {
            assertThat(channel.map(FileChannel.MapMode.READ_ONLY, 0, 16).get(0)).isZero();
        }
        assertThat(wire.tripped()).isTrue();
    }

    /// The traps work: a pipe without a writer holds whoever opens it.
    @Test
    void aReaderOfAPipeWouldHang() throws Exception {
        Path pipe = folder.resolve("pipe.onnx");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Thread reader = Thread.ofPlatform().daemon().start(() -> {
            try {
                Files.readAllBytes(pipe);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        reader.join(java.time.Duration.ofMillis(500));
        assertThat(reader.isAlive()).isTrue();
        Files.write(pipe, new byte[1]);
        reader.join();
    }
}
