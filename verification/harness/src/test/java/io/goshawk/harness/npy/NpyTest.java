package io.goshawk.harness.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.ir.Shape;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NpyTest {
    @TempDir
    private Path folder;

    private static NpyArray sample(NpyType type) {
        long top = type == NpyType.BOOL ? 1 : type.name().startsWith("U") ? -1L >>> (64 - 8 * type.bytes()) : -1;
        return type.isReal()
                ? new NpyArray.Reals(Shape.of(2, 3), type, new double[] {0, -0.5, 1.25, -2048, 0x1p-14, 7})
                : new NpyArray.Integers(Shape.of(2, 3), type, new long[] {0, 1, top, 1, 0, 1});
    }

    private static void assertSame(NpyArray actual, NpyArray expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        assertThat(actual.type()).isEqualTo(expected.type());
        switch (expected) {
            case NpyArray.Reals reals ->
                assertThat(((NpyArray.Reals) actual).values()).isEqualTo(reals.values());
            case NpyArray.Integers integers ->
                assertThat(((NpyArray.Integers) actual).values()).isEqualTo(integers.values());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadAgain(NpyType type) throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.write(file, sample(type));
        assertSame(Npy.read(file), sample(type));
        assertThat(Files.size(file)).isEqualTo(128 + 6L * type.bytes());
    }

    @Test
    void scalarsVectorsAndEmptyArraysHaveTheirShapes() throws IOException {
        for (Shape shape : new Shape[] {Shape.SCALAR, Shape.of(3), Shape.of(0, 4), Shape.of(1, 1, 1)}) {
            NpyArray array = new NpyArray.Integers(shape, NpyType.INT64, new long[shape.size()]);
            assertSame(Npy.parse(Npy.format(array)), array);
        }
    }

    private static byte[] file(int version, String header, int... data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        int prefix = version == 1 ? 10 : 12;
        byte[] bytes = new byte[prefix + text.length + data.length];
        byte[] magic = {
            (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0, (byte) text.length, (byte) (text.length >> 8)
        };
        System.arraycopy(magic, 0, bytes, 0, magic.length);
        System.arraycopy(text, 0, bytes, prefix, text.length);
        for (int i = 0; i < data.length; i++) {
            bytes[prefix + text.length + i] = (byte) data[i];
        }
        return bytes;
    }

    @Test
    void bigEndianAndColumnMajorAndLaterVersionsAreRead() throws IOException {
        for (int version = 1; version <= 3; version++) {
            byte[] bytes = file(
                    version,
                    "{'descr': '>u2', 'fortran_order': True, 'shape': (2, 3), }\n",
                    0,
                    1,
                    1,
                    0,
                    0,
                    3,
                    0,
                    4,
                    0,
                    5,
                    0,
                    6);
            NpyArray.Integers array = (NpyArray.Integers) Npy.parse(bytes);
            assertThat(array.values()).containsExactly(1, 3, 5, 256, 4, 6);
        }
    }

    private static void refused(byte[] bytes, String message) {
        assertThatThrownBy(() -> Npy.parse(bytes))
                .isInstanceOf(NpyFormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whatIsNoArrayIsRefusedWithAReason() throws IOException {
        String header = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }\n";
        refused(new byte[0], "not a .npy file");
        refused("PK\3\4 and so on".getBytes(StandardCharsets.US_ASCII), "not a .npy file");
        refused(file(4, header.formatted("<i4", "1,")), "format version 4");
        refused(file(1, header.formatted("<c8", "1,")), "elements of type \"<c8\"");
        refused(file(1, header.formatted("|O", "1,")), "elements of type \"|O\"");
        refused(file(1, "{'descr': [('a', '<i4')], 'fortran_order': False, 'shape': (1,), }"), "structured");
        refused(file(1, header.formatted("<i4", "2,"), 1, 2, 3, 4, 5), "takes 8 bytes, and 5 are there");
        refused(file(1, header.formatted("<i4", "70000, 70000")), "too large");
        refused(file(1, header.formatted("<i4", "x,")), "shape is malformed");
        refused(file(1, "{'descr': '<i4'}"), "header is malformed");
        byte[] whole = Npy.format(sample(NpyType.INT32));
        refused(Arrays.copyOf(whole, 50), "truncated within the header");
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] whole = Npy.format(sample(NpyType.INT16));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Npy.parse(cut)).isInstanceOf(NpyFormatException.class);
        }
    }

    @Test
    void whatDoesNotFitIsNotWritten() {
        assertThatThrownBy(() -> Npy.format(new NpyArray.Integers(Shape.of(1), NpyType.UINT8, new long[] {256})))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("256 is no UINT8");
        assertThatThrownBy(() -> Npy.format(new NpyArray.Reals(Shape.of(1), NpyType.FLOAT16, new double[] {0.1})))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void archivesKeepNamesAndOrder() throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("x", sample(NpyType.FLOAT32));
        arrays.put("labels", sample(NpyType.UINT8));
        Path file = folder.resolve("a.npz");
        Npz.write(file, arrays);
        Map<String, NpyArray> read = Npz.read(file);
        assertThat(read.keySet()).containsExactly("x", "labels");
        arrays.forEach((name, array) -> assertSame(read.get(name), array));
        Files.writeString(file, "no archive");
        assertThatThrownBy(() -> Npz.read(file)).isInstanceOf(NpyFormatException.class);
    }

    @Test
    void numpyReadsOursAndWeReadNumpys() throws Exception {
        Path python = Tools.python("numpy");
        for (NpyType type : NpyType.values()) {
            Npy.write(folder.resolve(type + ".npy"), sample(type));
        }
        String script = """
                import glob, numpy as np
                for path in glob.glob('*.npy'):
                    a = np.load(path)
                    np.save(open(path + '.swapped', 'wb'), np.asfortranarray(a.astype(a.dtype.newbyteorder('>'))))
                    np.lib.format.write_array(open(path + '.v2', 'wb'), a, version=(2, 0))
                    np.lib.format.write_array(open(path + '.v3', 'wb'), a, version=(3, 0))
                    np.savez_compressed(path + '.npz', values=a, cube=np.asfortranarray(a.reshape(1, 3, 2)))
                """;
        Process process = new ProcessBuilder(python.toString(), "-c", script)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        for (NpyType type : NpyType.values()) {
            for (String suffix : new String[] {".swapped", ".v2", ".v3"}) {
                assertSame(Npy.read(folder.resolve(type + ".npy" + suffix)), sample(type));
            }
            Map<String, NpyArray> archive = Npz.read(folder.resolve(type + ".npy.npz"));
            assertSame(archive.get("values"), sample(type));
            assertThat(archive.get("cube").shape()).isEqualTo(Shape.of(1, 3, 2));
        }
    }
}
