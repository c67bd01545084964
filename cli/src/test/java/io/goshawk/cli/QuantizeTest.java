package io.goshawk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.harness.npy.Npy;
import io.goshawk.harness.npy.NpyArray;
import io.goshawk.harness.npy.NpyType;
import io.goshawk.ir.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A float convolutional classifier on the way to integers.
class QuantizeTest {
    private static final int ROWS = 60;

    @TempDir
    private Path folder;

    private Path model;
    private Path data;

    @BeforeEach
    void makeModelAndData() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        String text = """
                <ir_version: 8, opset_import: ["" : 17]>
                net (float[1,1,6,6] x) => (float[1,3] y)
                <float[4,1,3,3] k = {%s}, float[4] b = {%s}, float[64,3] w = {%s}, int64[2] flat = {1, 64}>
                {
                    c = Conv <kernel_shape = [3, 3]> (x, k, b)
                    r = Relu (c)
                    f = Reshape (r, flat)
                    m = MatMul (f, w)
                    y = Softmax <axis = 1> (m)
                }
                """.formatted(numbers(random, 36), numbers(random, 4), numbers(random, 192));
        model = Files.writeString(folder.resolve("net.onnxtxt"), text);
        data = folder.resolve("x.npy");
        double[] values =
                random.doubles((long) ROWS * 36, -2, 2).map(x -> (float) x).toArray();
        Npy.write(data, new NpyArray.Reals(Shape.of(ROWS, 1, 6, 6), NpyType.FLOAT32, values));
    }

    private static String numbers(SplittableRandom random, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> String.valueOf((float) random.nextDouble(-1, 1)))
                .collect(Collectors.joining(", "));
    }

    private Goshawk.Said quantize(Object... more) {
        Object[] arguments = IntStream.range(0, 6 + more.length)
                .mapToObj(i -> i < 6
                        ? new Object[] {"quantize", model, "--data", data, "-o", folder.resolve("q.onnx")}[i]
                        : more[i - 6])
                .toArray();
        return Goshawk.run(arguments);
    }

    @Test
    void theQuantisedModelIsNearAndItsIntegersAreIt() {
        Goshawk.Said said = quantize("--calibrate-only");
        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.out()).contains("calibrated on 60 rows").containsPattern("mean cosine 0\\.99[5-9]");
        Path design = folder.resolve("design");
        Goshawk.Said compiled = Goshawk.run("compile", folder.resolve("q.onnx"), "--target", "cpp", "-o", design);
        assertThat(compiled.exit()).as(compiled.err()).isZero();
        // Softmax and quantiser at the end do not change what is largest.
        assertThat(classes(design)).isEqualTo(classes(folder.resolve("q.onnx"), "--engine", "network"));
    }

    private String classes(Object model, Object... more) {
        Object[] arguments = IntStream.range(0, 4 + more.length)
                .mapToObj(i -> i < 4 ? new Object[] {"run", model, "--input", data}[i] : more[i - 4])
                .toArray();
        Goshawk.Said said = Goshawk.run(arguments);
        assertThat(said.exit()).as(said.err()).isZero();
        return said.out()
                .lines()
                .filter(line -> line.startsWith("classes"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThat(quantize().exit()).isEqualTo(Exit.USAGE);
        assertThat(quantize("--calibrate-only", "--percentile", "30").exit()).isEqualTo(Exit.USAGE);
        Goshawk.Said fixed = quantize("--calibrate-only", "--fix", "mask=1");
        assertThat(fixed.exit()).isEqualTo(Exit.REFUSED);
        assertThat(fixed.err()).contains("no input \"mask\"");
        assertThat(folder.resolve("q.onnx")).doesNotExist();
    }

    @Test
    void aPercentileLeavesOutliersOut() {
        Goshawk.Said said = quantize("--calibrate-only", "--percentile", "99", "--json");
        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(said.out()).contains("\"quantisers\"").contains("\"cosine\"");
    }
}
