package io.goshawk.frontend.tflite;

import static io.goshawk.frontend.tflite.TfliteBuilder.INT32;
import static io.goshawk.frontend.tflite.TfliteBuilder.INT8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/// Small models of one operator, with random sizes, windows, activations, scales and zero points.
public final class RandomLayers {
    /// How many kinds there are.
    public static final int KINDS = 5;

    private static final int ADD = 0;
    private static final int AVERAGE_POOL_2D = 1;
    private static final int CONV_2D = 3;
    private static final int DEPTHWISE_CONV_2D = 4;
    private static final int FULLY_CONNECTED = 9;

    private final SplittableRandom random;
    private final TfliteBuilder model = new TfliteBuilder();

    private RandomLayers(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// {@return a file with the layer `kind`: 0 an addition, 1 a pool, 2 and 3 convolutions, 4 fully connected}
    public static byte[] file(int kind, long seed) {
        RandomLayers layers = new RandomLayers(seed);
        return switch (kind) {
            case 0 -> layers.addition();
            case 1 -> layers.pool();
            case 2 -> layers.convolution(false);
            case 3 -> layers.convolution(true);
            case 4 -> layers.dense();
            default -> throw new IllegalArgumentException("kind " + kind);
        };
    }

    private int extent(int most) {
        return random.nextInt(1, most + 1);
    }

    private double scale() {
        return Math.scalb(1 + random.nextDouble(), -random.nextInt(1, 9));
    }

    private long zero() {
        return random.nextInt(-128, 128);
    }

    private int input(String name, int... shape) {
        return model.tensor(name, INT8, scale(), zero(), shape);
    }

    /// An octet, as [TfliteBuilder#options] takes it.
    private static int octet(int value) {
        return -1 - value;
    }

    private int activation() {
        return octet(new int[] {0, 0, 1, 2, 3}[random.nextInt(5)]);
    }

    private byte[] one(int code, int[] inputs, int to, int[] ports, IntUnaryOperator options) {
        return model.operator(code, inputs, new int[] {to}, options).file(ports, new int[] {to});
    }

    private byte[] addition() {
        int[] shape = {1, extent(5), extent(5), extent(4)};
        int[] in = {input("a", shape), input("b", shape)};
        int to = input("sum", shape);
        int activation = activation();
        return one(ADD, in, to, in, _ -> model.options(activation));
    }

    private byte[] pool() {
        double scale = scale();
        long zero = zero();
        int[] shape = {1, 3 + extent(5), 3 + extent(5), extent(4)};
        Windowed windowed = new Windowed(shape, extent(3), extent(3), 1);
        int in = model.tensor("x", INT8, scale, zero, shape);
        int to = model.tensor("mean", INT8, scale, zero, windowed.shape(shape[3]));
        int activation = activation();
        return one(
                AVERAGE_POOL_2D,
                new int[] {in},
                to,
                new int[] {in},
                _ -> model.options(
                        octet(windowed.padding),
                        windowed.strideX,
                        windowed.strideY,
                        windowed.width,
                        windowed.height,
                        activation));
    }

    /// A window on a map of `shape`, with random stride and padding.
    private final class Windowed {
        private final int[] shape;
        private final int height;
        private final int width;
        private final int dilation;
        private final int padding = random.nextInt(2);
        private final int strideX = extent(3);
        private final int strideY = extent(3);

        Windowed(int[] shape, int height, int width, int dilation) {
            this.shape = shape;
            this.height = height;
            this.width = width;
            this.dilation = dilation;
        }

        int[] shape(int channels) {
            return new int[] {1, places(shape[1], strideY, height), places(shape[2], strideX, width), channels};
        }

        private int places(int extent, int stride, int kernel) {
            int reach = padding == 0 ? 1 : (kernel - 1) * dilation + 1;
            return (extent - reach) / stride + 1;
        }
    }

    private byte[] convolution(boolean depthwise) {
        int inputs = extent(4);
        int channels = depthwise ? inputs * extent(3) : extent(6);
        int dilation = extent(2);
        int[] shape = {1, 5 + extent(4), 5 + extent(4), inputs};
        Windowed windowed = new Windowed(shape, extent(3), extent(3), dilation);
        int[] kernel = depthwise
                ? new int[] {1, windowed.height, windowed.width, channels}
                : new int[] {channels, windowed.height, windowed.width, inputs};
        double[] scales = random.doubles(channels, 0.01, 0.1).toArray();
        int in = input("x", shape);
        int weights = model.constant("w", INT8, scales, depthwise ? 3 : 0, octets(kernel), kernel);
        int bias = model.constant("b", INT32, 0, 0, biases(channels), channels);
        int to = model.tensor("y", INT8, 1 + 3 * random.nextDouble(), zero(), windowed.shape(channels));
        int multiplier = channels / inputs;
        int activation = activation();
        IntUnaryOperator options = depthwise
                ? _ -> model.options(
                        octet(windowed.padding),
                        windowed.strideX,
                        windowed.strideY,
                        multiplier,
                        activation,
                        dilation,
                        dilation)
                : _ -> model.options(
                        octet(windowed.padding), windowed.strideX, windowed.strideY, activation, dilation, dilation);
        int code = depthwise ? DEPTHWISE_CONV_2D : CONV_2D;
        return one(code, new int[] {in, weights, bias}, to, new int[] {in}, options);
    }

    private byte[] dense() {
        int depth = extent(40);
        int outputs = extent(20);
        int[] kernel = {outputs, depth};
        int in = input("x", 1, depth);
        int weights = model.constant("w", INT8, 0.01 + random.nextDouble() / 10, 0, octets(kernel), kernel);
        int bias = model.constant("b", INT32, 0, 0, biases(outputs), outputs);
        int to = model.tensor("y", INT8, 1 + 3 * random.nextDouble(), zero(), 1, outputs);
        int activation = activation();
        return one(FULLY_CONNECTED, new int[] {in, weights, bias}, to, new int[] {in}, _ -> model.options(activation));
    }

    private byte[] octets(int[] shape) {
        int size = 1;
        for (int extent : shape) {
            size *= extent;
        }
        byte[] octets = new byte[size];
        for (int i = 0; i < size; i++) {
            octets[i] = (byte) random.nextInt(-127, 128);
        }
        return octets;
    }

    private byte[] biases(int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            bytes.putInt(random.nextInt(-2000, 2001));
        }
        return bytes.array();
    }
}
