package io.goshawk.frontend.tflite;

import static io.goshawk.frontend.tflite.TfliteBuilder.FLOAT32;
import static io.goshawk.frontend.tflite.TfliteBuilder.INT32;
import static io.goshawk.frontend.tflite.TfliteBuilder.INT8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Verifier;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TfliteImporterTest {
    private static final int ADD = 0;
    private static final int CONV_2D = 3;
    private static final int DEQUANTIZE = 6;
    private static final int FLOAT16 = 1;
    private static final int FULLY_CONNECTED = 9;
    private static final int RELU = -2;
    private static final int SAME = -1;

    private static Graph<OnnxOp> load(byte[] file) {
        Diagnostics diagnostics = new Diagnostics();
        Graph<OnnxOp> graph = TfliteImporter.load(ByteBuffer.wrap(file), "m.tflite", diagnostics);
        Verifier.verify(graph, diagnostics);
        diagnostics.stopOnErrors();
        return graph;
    }

    private static List<Diagnostic> refusals(byte[] file) {
        try {
            load(file);
            throw new AssertionError("imported");
        } catch (Refusal refusal) {
            return refusal.diagnostics();
        }
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(bytes::putInt);
        return bytes.array();
    }

    /// y = relu(x * w + b), inputs of scale 1/2 and zero point 1, weights of scale 1/4, outputs of
    /// scale 1 and zero point -3.
    private static byte[] dense() {
        TfliteBuilder model = new TfliteBuilder();
        int x = model.tensor("x", INT8, 0.5, 1, 1, 3);
        int w = model.constant("w", INT8, 0.25, 0, new byte[] {1, 2, 3, -4, -5, -6}, 2, 3);
        int b = model.constant("b", INT32, 0.125, 0, ints(4, 1_000_000_007), 2);
        int y = model.tensor("y", INT8, 1, -3, 1, 2);
        return model.operator(FULLY_CONNECTED, new int[] {x, w, b}, new int[] {y}, _ -> model.options(RELU))
                .file(new int[] {x}, new int[] {y});
    }

    @Test
    void aDenseLayerIsThatOfItsReals() {
        List<Tensor> result = Interpreter.run(load(dense()), List.of(IntTensor.of(Shape.of(1, 3), 11, -9, 21)));
        // Products 1*10 + 2*-10 + 3*20 = 50, with the bias 54, times 1/8 is 6.75: 7 - 3. The second channel saturates.
        assertThat(result).containsExactly(IntTensor.of(Shape.of(1, 2), 4, 127));
    }

    @Test
    void aConvolutionIsTurnedAndPaddedWithTheZeroPoint() {
        TfliteBuilder model = new TfliteBuilder();
        int x = model.tensor("x", INT8, 1, 5, 1, 2, 2, 1);
        int w = model.constant("w", INT8, 1, 0, new byte[] {1, 10, 20, 40}, 1, 2, 2, 1);
        int y = model.tensor("y", INT8, 1, 0, 1, 2, 2, 1);
        byte[] file = model.operator(CONV_2D, new int[] {x, w}, new int[] {y}, _ -> model.options(SAME, 1, 1, -1, 1, 1))
                .file(new int[] {x}, new int[] {y});
        List<Tensor> result = Interpreter.run(load(file), List.of(IntTensor.of(Shape.of(1, 2, 2, 1), 6, 7, 5, 6)));
        assertThat(result).containsExactly(IntTensor.of(Shape.of(1, 2, 2, 1), 61, 22, 10, 1));
    }

    @Test
    void everyPrefixOfAFileIsRefused() {
        byte[] file = dense();
        for (int length = 0; length < file.length - 8; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> load(cut)).as("%d bytes", length).isInstanceOf(Refusal.class);
        }
    }

    @Test
    void noByteThatChangesBringsTheImportDown() {
        byte[] file = dense();
        for (int place = 0; place < file.length; place++) {
            for (int value : new int[] {0, 1, 127, 128, 255}) {
                byte[] changed = file.clone();
                changed[place] = (byte) value;
                try {
                    load(changed);
                } catch (Refusal refusal) {
                    assertThat(refusal.diagnostics()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void everythingThatIsWrongIsSaid() {
        TfliteBuilder model = new TfliteBuilder();
        int x = model.tensor("x", FLOAT32, 0, 0, 1, 4);
        int y = model.tensor("y", FLOAT32, 0, 0, 1, 5);
        int z = model.tensor("z", FLOAT32, 0, 0, 1, 4);
        byte[] file = model.operator(22, new int[] {x}, new int[] {y}, _ -> 0)
                .operator(16, new int[] {x}, new int[] {z}, _ -> 0)
                .operator(0, new int[] {x, -1}, new int[] {z}, _ -> 0)
                .file(new int[] {x}, new int[] {z});
        assertThat(refusals(file).stream().map(Diagnostic::code))
                .contains(Code.UNSUPPORTED_OPERATOR, Code.SHAPE_MISMATCH, Code.BAD_INPUTS);
    }

    @Test
    void anOldVersionIsRefused() {
        TfliteBuilder model = new TfliteBuilder().version(2);
        int x = model.tensor("x", FLOAT32, 0, 0, 1);
        assertThat(refusals(model.file(new int[] {x}, new int[] {x})))
                .extracting(Diagnostic::code)
                .containsExactly(Code.UNSUPPORTED_OPSET);
    }

    @Test
    void weightsOfHalfPrecisionAreWidened() {
        TfliteBuilder model = new TfliteBuilder();
        int x = model.tensor("x", FLOAT32, 0, 0, 1, 2);
        // The half-precision numbers 1 and -0.5, little-endian.
        int half = model.constant("h", FLOAT16, 0, 0, new byte[] {0, 0x3c, 0, (byte) 0xb8}, 1, 2);
        int w = model.tensor("w", FLOAT32, 0, 0, 1, 2);
        int y = model.tensor("y", FLOAT32, 0, 0, 1, 1);
        byte[] file = model.operator(DEQUANTIZE, new int[] {half}, new int[] {w}, _ -> 0)
                .operator(FULLY_CONNECTED, new int[] {x, w, -1}, new int[] {y}, _ -> model.options(-1))
                .file(new int[] {x}, new int[] {y});
        List<Tensor> result = Interpreter.run(load(file), List.of(FloatTensor.of(Shape.of(1, 2), 3, 4)));
        assertThat(result).containsExactly(FloatTensor.of(Shape.of(1, 1), 1));
    }

    @Test
    void weightsWithoutDataAreNamed() {
        TfliteBuilder model = new TfliteBuilder();
        int x = model.tensor("x", INT8, 0.5, 1, 1, 3);
        int w = model.tensor("weights", INT8, 0.25, 0, 2, 3);
        int y = model.tensor("y", INT8, 1, -3, 1, 2);
        int z = model.tensor("z", INT8, 1, -3, 1, 2);
        byte[] file = model.operator(FULLY_CONNECTED, new int[] {x, w}, new int[] {y}, _ -> model.options(RELU))
                .operator(ADD, new int[] {y, y}, new int[] {z}, _ -> model.options(RELU))
                .file(new int[] {x}, new int[] {z});
        assertThat(refusals(file)).singleElement().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(Code.MISSING_VALUE);
            assertThat(refusal.message()).contains("\"weights\" has no data");
        });
    }

    @Test
    void everyUnknownOperatorIsNamedOnce() {
        TfliteBuilder model = new TfliteBuilder();
        int x = model.tensor("x", FLOAT32, 0, 0, 1);
        int y = model.tensor("y", FLOAT32, 0, 0, 1);
        int z = model.tensor("z", FLOAT32, 0, 0, 1);
        byte[] file = model.operator(91, new int[] {x}, new int[] {y}, _ -> 0)
                .operator(91, new int[] {y}, new int[] {y}, _ -> 0)
                .operator(200, new int[] {y}, new int[] {z}, _ -> 0)
                .file(new int[] {x}, new int[] {z});
        assertThat(refusals(file))
                .extracting(Diagnostic::message)
                .containsExactly(
                        "the operator REDUCE_ANY of TensorFlow Lite is not supported; 2 nodes use it",
                        "the operator BUILTIN_200 of TensorFlow Lite is not supported");
    }

    @Test
    void scalesThatDoNotGoWithTheirAxisAreRefused() {
        for (int axis : new int[] {-1, 0, 2}) {
            TfliteBuilder model = new TfliteBuilder();
            int x = model.tensor("x", INT8, 0.5, 1, 1, 3);
            int w = model.constant("w", INT8, new double[] {1, 2, 3}, axis, new byte[6], 2, 3);
            assertThat(refusals(model.file(new int[] {x}, new int[] {w})))
                    .as("axis %d", axis)
                    .extracting(Diagnostic::code)
                    .containsExactly(Code.BAD_SCALE);
        }
    }
}
