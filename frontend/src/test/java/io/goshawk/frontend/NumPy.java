package io.goshawk.frontend;

import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;

/// The `<f4` arrays of NumPy's format 1.0, as far as the golden files need it.
final class NumPy {
    private static final Pattern SHAPE = Pattern.compile("'shape': \\(([^)]*)\\)");

    private NumPy() {}

    static FloatTensor floats(Path file) {
        try {
            return floats(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return the array `key` of an `.npz` archive}
    static FloatTensor floats(Path file, String key) {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream member = zip.getInputStream(zip.getEntry(key + ".npy"))) {
            return floats(member.readAllBytes(), key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FloatTensor floats(byte[] bytes, String file) {
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int headerLength = data.getShort(8);
        String header =
                StandardCharsets.ISO_8859_1.decode(data.slice(10, headerLength)).toString();
        if (!header.contains("'<f4'")) {
            throw new IllegalArgumentException(file + " holds no single floats: " + header);
        }
        Matcher matcher = SHAPE.matcher(header);
        if (!matcher.find()) {
            throw new IllegalArgumentException(file + " has no shape: " + header);
        }
        Shape shape = new Shape(Arrays.stream(matcher.group(1).split("[, ]+"))
                .map(Integer::valueOf)
                .toList());
        float[] values = new float[shape.size()];
        data.position(10 + headerLength)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return header.contains("'fortran_order': True") ? columnMajor(shape, values) : FloatTensor.of(shape, values);
    }

    private static FloatTensor columnMajor(Shape shape, float[] values) {
        List<Integer> reversal = IntStream.range(0, shape.rank())
                .map(axis -> shape.rank() - 1 - axis)
                .boxed()
                .toList();
        Shape stored = new Shape(shape.extents().reversed());
        return FloatTensor.of(stored, values).gather(shape, Tensor.transposition(stored, reversal));
    }
}
