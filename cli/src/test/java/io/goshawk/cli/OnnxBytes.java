package io.goshawk.cli;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes small ONNX models, right ones and wrong ones: protobuf's wire format by hand, field numbers from onnx.proto.
final class OnnxBytes {
    private static final int FLOAT = 1;
    private static final String QONNX = "qonnx.custom_op.general";

    private final List<Message> nodes = new ArrayList<>();
    private final List<Message> initialisers = new ArrayList<>();
    private final List<Message> inputs = new ArrayList<>();
    private final List<Message> outputs = new ArrayList<>();

    /// A protobuf message being written.
    private static final class Message {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message bytes(int field, byte[] content) {
            varint((long) field << 3 | 2);
            varint(content.length);
            bytes.writeBytes(content);
            return this;
        }

        Message text(int field, String text) {
            return bytes(field, text.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message inner) {
            return bytes(field, inner.bytes.toByteArray());
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                bytes.write((int) ((rest & 0x7f) | 0x80));
                rest >>>= 7;
            }
            bytes.write((int) rest);
        }
    }

    OnnxBytes node(String domain, String operator, String name, List<String> reads, String yields) {
        Message node = new Message();
        reads.forEach(read -> node.text(1, read));
        node.text(2, yields).text(3, name).text(4, operator).text(7, domain);
        if (operator.equals("Quant")) {
            node.message(5, attribute("signed").number(3, 1).number(20, 2));
            node.message(5, attribute("narrow").number(3, 0).number(20, 2));
            node.message(5, attribute("rounding_mode").text(4, "ROUND").number(20, 3));
        }
        nodes.add(node);
        return this;
    }

    private static Message attribute(String name) {
        return new Message().text(1, name);
    }

    OnnxBytes initialiser(String name, List<Integer> shape, float... values) {
        initialisers.add(tensorOf(shape, values).text(8, name));
        return this;
    }

    /// {@return the bytes of a tensor in a file of its own}
    static byte[] tensor(List<Integer> shape, float... values) {
        return tensorOf(shape, values).bytes.toByteArray();
    }

    private static Message tensorOf(List<Integer> shape, float... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        Message tensor = new Message();
        shape.forEach(extent -> tensor.number(1, extent));
        return tensor.number(2, FLOAT).bytes(9, raw.array());
    }

    OnnxBytes input(String name, int... shape) {
        inputs.add(value(name, shape));
        return this;
    }

    OnnxBytes output(String name, int... shape) {
        outputs.add(value(name, shape));
        return this;
    }

    private static Message value(String name, int... shape) {
        Message extents = new Message();
        for (int extent : shape) {
            extents.message(1, new Message().number(1, extent));
        }
        Message tensor = new Message().number(1, FLOAT).message(2, extents);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    /// {@return the bytes of the model}
    byte[] bytes() {
        Message graph = new Message();
        nodes.forEach(node -> graph.message(1, node));
        graph.text(2, "small");
        initialisers.forEach(tensor -> graph.message(5, tensor));
        inputs.forEach(value -> graph.message(11, value));
        outputs.forEach(value -> graph.message(12, value));
        Message model = new Message().number(1, 8).message(7, graph);
        model.message(8, new Message().text(1, "").number(2, 13));
        model.message(8, new Message().text(1, QONNX).number(2, 1));
        return model.bytes.toByteArray();
    }

    /// What of the small model is to be wrong; nothing is, unless changed.
    ///
    /// @param operator the operator of the product
    /// @param scale, bits of the weights' quantiser
    /// @param reads what the product reads in front
    /// @param weights the name of the weights as stored
    /// @param rows the outermost extent of the input
    record Small(String operator, float scale, float bits, String reads, String weights, int rows) {
        static Small right() {
            return new Small("MatMul", 0.25f, 4, "xq", "w", 1);
        }

        Small operator(String changed) {
            return new Small(changed, scale, bits, reads, weights, rows);
        }

        Small scale(float changed) {
            return new Small(operator, changed, bits, reads, weights, rows);
        }

        Small bits(float changed) {
            return new Small(operator, scale, changed, reads, weights, rows);
        }

        Small reads(String changed) {
            return new Small(operator, scale, bits, changed, weights, rows);
        }

        Small weights(String changed) {
            return new Small(operator, scale, bits, reads, changed, rows);
        }

        Small rows(int changed) {
            return new Small(operator, scale, bits, reads, weights, changed);
        }

        /// {@return `y = Quant(x) * Quant(w)`, with what was changed}
        byte[] bytes() {
            return model().bytes();
        }

        /// {@return the same, to be made larger}
        OnnxBytes model() {
            return new OnnxBytes()
                    .input("x", rows, 2)
                    .output("y", 1, 2)
                    .initialiser(weights, List.of(2, 2), 1, -0.5f, 0.25f, 0.75f)
                    .initialiser("one", List.of(), 1)
                    .initialiser("zero", List.of(), 0)
                    .initialiser("scale", List.of(), scale)
                    .initialiser("bits", List.of(), bits)
                    .initialiser("eight", List.of(), 8)
                    .node(QONNX, "Quant", "input_quant", List.of("x", "one", "zero", "eight"), "xq")
                    .node(QONNX, "Quant", "weight_quant", List.of("w", "scale", "zero", "bits"), "wq")
                    .node("", operator, "product", List.of(reads, "wq"), "y");
        }
    }
}
