package io.goshawk.frontend;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.goshawk.frontend.protos.ModelProto;
import io.goshawk.frontend.protos.StringStringEntryProto;
import io.goshawk.frontend.protos.TensorProto;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Damages model files: bytes, protobuf fields, words of texts.
final class Mutator {
    private static final long[] EXTREMES = {
        0,
        1,
        -1,
        2,
        7,
        63,
        64,
        127,
        128,
        255,
        256,
        65535,
        65536,
        1 << 20,
        1 << 24,
        1L << 31,
        (1L << 31) - 1,
        -(1L << 31),
        1L << 32,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        46341,
        3_000_000_000L
    };
    private static final String[] WORDS = {
        "",
        "x",
        "y",
        "Relu",
        "Loop",
        "If",
        "Reshape",
        "Quant",
        "MatMul",
        "Conv",
        "Concat",
        "Expand",
        "Tile",
        "Pad",
        "ConstantOfShape",
        "Range",
        "perm",
        "axis",
        "\0",
        "\uD83D\uDE00",
        "a".repeat(5000),
        "../..",
        "NaN",
        "%s%n"
    };
    private static final String[] TEXTS = {
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "<",
        ">",
        "=",
        "=>",
        ",",
        "\"",
        "\\",
        "#",
        "@",
        ":",
        ".",
        "-",
        "inf",
        "nan",
        "1e999",
        "99999999999999999999",
        "-1",
        "0",
        "2147483647",
        "float",
        "int4",
        "seq(",
        "\n",
        "\0",
        "é",
        "{1, 2}",
        "x = Relu(x)",
        "%0",
        "tensor<",
        "dense<",
        "resource #a : f32 4x4 = \"",
        "at onnx(",
        "2147483647x2147483647x",
        "5p-99999999",
        "1/0"
    };

    private final SplittableRandom random;
    private final List<String> locations;
    private int elsewhere;

    /// @param locations where tensors are made to say that their data lies
    Mutator(SplittableRandom random, List<String> locations) {
        this.random = random;
        this.locations = locations;
    }

    /// {@return how many tensors were made to say that their data lies in some other file}
    int elsewhere() {
        return elsewhere;
    }

    /// {@return a damaged copy of `seed`, a binary model}
    /// @param other another model, to be spliced in
    byte[] binary(byte[] seed, byte[] other) {
        byte[] bytes = seed;
        for (int round = 1 + random.nextInt(3); round > 0; round--) {
            bytes = switch (random.nextInt(10)) {
                case 0 -> flipped(bytes);
                case 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
                case 2 -> spliced(bytes, other);
                case 3 -> varint(bytes);
                case 4 -> repeated(bytes);
                case 5 -> initialiser(bytes);
                default -> fields(bytes);
            };
        }
        return bytes;
    }

    /// {@return a damaged copy of `seed`, a file of FlatBuffers}
    byte[] flat(byte[] seed, byte[] other) {
        byte[] bytes = seed;
        for (int round = 1 + random.nextInt(3); round > 0; round--) {
            bytes = switch (random.nextInt(8)) {
                case 0 -> flipped(bytes);
                case 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
                case 2 -> spliced(bytes, other);
                case 3 -> repeated(bytes);
                default -> word(bytes);
            };
        }
        return bytes;
    }

    /// Overwrites a number: an offset, a length, an extent, where its table lies. Most are 4 bytes wide, and lie in
    /// front of and behind the weights.
    private byte[] word(byte[] bytes) {
        if (bytes.length < Long.BYTES) {
            return bytes;
        }
        ByteBuffer copy = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int words = bytes.length / Integer.BYTES;
            int reach = random.nextInt(3) == 0 ? words : Math.min(words, 2000);
            int place = random.nextBoolean() ? random.nextInt(reach) : words - 1 - random.nextInt(reach);
            int value = switch (random.nextInt(4)) {
                case 0 -> (int) extreme();
                case 1 -> random.nextInt(-2, 40);
                case 2 -> copy.getInt(random.nextInt(words) * Integer.BYTES);
                default -> copy.getInt(place * Integer.BYTES) + random.nextInt(-8, 9);
            };
            if (random.nextInt(4) == 0) {
                copy.putShort(place * Integer.BYTES + 2 * random.nextInt(2), (short) value);
            } else {
                copy.putInt(place * Integer.BYTES, value);
            }
        }
        return copy.array();
    }

    /// {@return a damaged copy of `seed`, a text}
    byte[] text(byte[] seed, byte[] other) {
        String text = new String(seed, StandardCharsets.UTF_8);
        for (int round = 1 + random.nextInt(3); round > 0; round--) {
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(12));
            String piece = TEXTS[random.nextInt(TEXTS.length)];
            text = switch (random.nextInt(9)) {
                case 0 -> text.substring(0, from);
                case 1 -> text.substring(0, from) + text.substring(to);
                case 2 -> text.substring(0, from) + text.substring(from, to).repeat(50) + text.substring(to);
                case 3 -> text.substring(0, from) + piece.repeat(1 + random.nextInt(2000)) + text.substring(to);
                case 4 -> number(text, from);
                case 5 -> text.substring(0, from) + new String(other, StandardCharsets.UTF_8);
                case 6 -> text.replace("weights.bin", location());
                default -> text.substring(0, from) + piece + text.substring(to);
            };
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String number(String text, int from) {
        int start = from;
        while (start < text.length() && !Character.isDigit(text.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return text.substring(0, start) + extreme() + text.substring(end);
    }

    private long extreme() {
        return random.nextInt(4) == 0 ? random.nextLong() : EXTREMES[random.nextInt(EXTREMES.length)];
    }

    private byte[] flipped(byte[] bytes) {
        byte[] copy = bytes.clone();
        for (int i = 1 + random.nextInt(8); i > 0 && copy.length > 0; i--) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private byte[] spliced(byte[] bytes, byte[] other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, random.nextInt(bytes.length + 1));
        int from = random.nextInt(other.length + 1);
        out.write(other, from, random.nextInt(other.length - from + 1));
        return out.toByteArray();
    }

    /// Overwrites some place by a varint of an extreme number.
    private byte[] varint(byte[] bytes) {
        int place = random.nextInt(bytes.length + 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, place);
        for (long rest = extreme(); ; rest >>>= 7) {
            boolean last = rest >>> 7 == 0;
            out.write((int) (rest & 0x7f) | (last ? 0 : 0x80));
            if (last) {
                break;
            }
        }
        int behind = Math.min(bytes.length, place + 1 + random.nextInt(3));
        out.write(bytes, behind, bytes.length - behind);
        return out.toByteArray();
    }

    private byte[] repeated(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int length = Math.min(bytes.length - from, random.nextInt(64));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        for (int i = random.nextInt(500); i > 0; i--) {
            out.write(bytes, from, length);
        }
        out.write(bytes, from, bytes.length - from);
        return out.toByteArray();
    }

    /// Changes fields of the message, so that what comes out parses and goes wrong later.
    private byte[] fields(byte[] bytes) {
        try {
            ModelProto.Builder model = ModelProto.newBuilder().mergeFrom(bytes);
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                field(somewhere(model));
            }
            return model.build().toByteArray();
        } catch (InvalidProtocolBufferException _) {
            return flipped(bytes);
        }
    }

    /// Sends one initialiser to another file, and leaves all else as it is.
    private byte[] initialiser(byte[] bytes) {
        try {
            ModelProto.Builder model = ModelProto.newBuilder().mergeFrom(bytes);
            int count = model.getGraph().getInitializerCount();
            if (count > 0) {
                outside(model.getGraphBuilder().getInitializerBuilder(random.nextInt(count)));
            }
            return model.build().toByteArray();
        } catch (InvalidProtocolBufferException _) {
            return flipped(bytes);
        }
    }

    /// {@return a message inside `root`, found by walking down at random}
    private Message.Builder somewhere(Message.Builder root) {
        Message.Builder here = root;
        for (int depth = random.nextInt(8); depth > 0; depth--) {
            List<FieldDescriptor> inner = new ArrayList<>();
            for (FieldDescriptor field : here.getAllFields().keySet()) {
                if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                    inner.add(field);
                }
            }
            if (inner.isEmpty()) {
                return here;
            }
            FieldDescriptor field = inner.get(random.nextInt(inner.size()));
            here = field.isRepeated()
                    ? here.getRepeatedFieldBuilder(field, random.nextInt(here.getRepeatedFieldCount(field)))
                    : here.getFieldBuilder(field);
        }
        return here;
    }

    private void field(Message.Builder message) {
        if (message instanceof TensorProto.Builder tensor && random.nextInt(4) == 0) {
            outside(tensor);
            return;
        }
        List<FieldDescriptor> fields = random.nextInt(4) == 0
                ? message.getDescriptorForType().getFields()
                : List.copyOf(message.getAllFields().keySet());
        if (fields.isEmpty()) {
            return;
        }
        FieldDescriptor field = fields.get(random.nextInt(fields.size()));
        int count = field.isRepeated() ? message.getRepeatedFieldCount(field) : 0;
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            message(message, field, count);
        } else if (!field.isRepeated()) {
            message.setField(field, value(field));
        } else if (count > 0 && random.nextInt(3) > 0) {
            message.setRepeatedField(field, random.nextInt(count), value(field));
        } else {
            for (int i = random.nextInt(40) == 0 ? 2000 : 1; i > 0; i--) {
                message.addRepeatedField(field, value(field));
            }
        }
    }

    private void message(Message.Builder message, FieldDescriptor field, int count) {
        if (!field.isRepeated() || count == 0 || random.nextInt(4) == 0) {
            message.clearField(field);
            return;
        }
        Object some = message.getRepeatedField(field, random.nextInt(count));
        if (random.nextInt(2) == 0) {
            message.setRepeatedField(field, random.nextInt(count), some);
        } else {
            for (int i = random.nextInt(20) == 0 ? 500 : 1; i > 0; i--) {
                message.addRepeatedField(field, some);
            }
        }
    }

    private String location() {
        elsewhere++;
        return locations.get(random.nextInt(locations.size()));
    }

    private void outside(TensorProto.Builder tensor) {
        tensor.clearRawData()
                .clearFloatData()
                .clearInt64Data()
                .clearExternalData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location()));
        if (random.nextBoolean()) {
            tensor.addExternalData(entry("offset", "" + extreme()));
        }
        if (random.nextBoolean()) {
            tensor.addExternalData(entry("length", "" + extreme()));
        }
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private Object value(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT -> random.nextBoolean() ? random.nextInt(30) : (int) extreme();
            case LONG -> random.nextBoolean() ? random.nextLong(-2, 9) : extreme();
            case FLOAT -> Float.intBitsToFloat(random.nextInt());
            case DOUBLE -> Double.longBitsToDouble(random.nextLong());
            case BOOLEAN -> random.nextBoolean();
            case STRING -> WORDS[random.nextInt(WORDS.length)];
            case BYTE_STRING -> ByteString.copyFromUtf8(WORDS[random.nextInt(WORDS.length)]);
            case ENUM ->
                field.getEnumType()
                        .getValues()
                        .get(random.nextInt(field.getEnumType().getValues().size()));
            case MESSAGE -> throw new IllegalArgumentException("a message is no value");
        };
    }
}
