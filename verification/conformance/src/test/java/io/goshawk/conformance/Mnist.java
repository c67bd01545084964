package io.goshawk.conformance;

import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// The MNIST test images of the shared data, as the models take them: pixels divided by 255 in single precision.
final class Mnist {
    static final int COUNT = 10_000;
    private static final int PIXELS = 28 * 28;
    private static final int IMAGE_HEADER = 16;
    private static final int LABEL_HEADER = 8;

    private final byte[] images = unzip(imageFile());
    private final byte[] labels = unzip(Tools.data("datasets/mnist/t10k-labels-idx1-ubyte.gz"));

    static Path imageFile() {
        return Tools.data("datasets/mnist/t10k-images-idx3-ubyte.gz");
    }

    private static byte[] unzip(Path file) {
        try (GZIPInputStream stream = new GZIPInputStream(Files.newInputStream(file))) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// {@return image `index` of shape 1x1x28x28}
    FloatTensor image(int index) {
        float[] pixels = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            pixels[i] = (images[IMAGE_HEADER + index * PIXELS + i] & 0xff) / 255f;
        }
        return FloatTensor.of(Shape.of(1, 1, 28, 28), pixels);
    }

    int label(int index) {
        return labels[LABEL_HEADER + index];
    }
}
