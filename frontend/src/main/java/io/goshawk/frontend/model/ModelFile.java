package io.goshawk.frontend.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import io.goshawk.frontend.protos.ModelProto;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// An ONNX file, from the file system to its protobuf message.
public final class ModelFile {
    private static final Map<String, String> MAGIC = new LinkedHashMap<>();

    /// The most bytes of an array.
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    /// How many bytes are read at once: the Java library takes as many again beside the heap.
    private static final int CHUNK = 1 << 20;

    /// Fields that are not known would only fill the memory.
    private static final Parser<ModelProto> PARSER = DiscardUnknownFieldsParser.wrap(ModelProto.parser());

    static {
        MAGIC.put("\u0089PNG", "a PNG image");
        MAGIC.put("\u0089HDF", "an HDF5 file (a Keras model?)");
        MAGIC.put("PK\u0003\u0004", "a zip archive (a PyTorch or Keras model?)");
        MAGIC.put("\u001f\u008b", "a gzip file");
        MAGIC.put("\u0093NUMPY", "a NumPy array");
        MAGIC.put("version https://git-lfs", "a Git LFS pointer, not the model itself");
    }

    private ModelFile() {}

    /// {@return the bytes of `file`}
    ///
    /// They are read, not mapped, since protobuf would copy what is mapped before parsing it.
    /// @throws Unconvertible if there is no such file, it is no regular file, or the file system refuses
    public static ByteString read(Path file) {
        Location at = new Location.Whole(file.toString());
        if (Files.isDirectory(file)) {
            throw unreadable(at, "\"" + file + "\" is a folder, not a model").hint("name the .onnx file inside it");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw unreadable(at, "\"" + file + "\" is no regular file").hint("copy the model into a file");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size > MAX_BYTES) {
                throw Unconvertible.because(
                                Code.MODEL_TOO_LARGE, at, "the file has " + size + " bytes; protobuf ends at 2^31 - 1")
                        .hint("keep the tensors beside it: "
                                + "onnx.save_model(model, path, save_as_external_data=True)");
            }
            return UnsafeByteOperations.unsafeWrap(bytes(channel, (int) size));
        } catch (NoSuchFileException _) {
            throw unreadable(at, "there is no file \"" + file + "\"")
                    .hint("check the spelling; paths are relative to the current folder");
        } catch (AccessDeniedException _) {
            throw unreadable(at, "\"" + file + "\" may not be read")
                    .hint("give yourself the right to read it: chmod u+r");
        } catch (IOException e) {
            throw unreadable(at, "\"" + file + "\" cannot be read: " + e.getMessage());
        }
    }

    private static byte[] bytes(FileChannel channel, int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        boolean more = true;
        while (more && bytes.position() < size) {
            bytes.limit(Math.min(size, bytes.position() + CHUNK));
            more = channel.read(bytes) >= 0;
        }
        return more ? bytes.array() : Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static Unconvertible unreadable(Location at, String message) {
        return Unconvertible.because(Code.UNREADABLE_FILE, at, message);
    }

    /// {@return the model that `bytes` hold; its large tensors are views of them}
    /// @throws Unconvertible if they are empty, cut off, or something else than ONNX, or hold too many parts
    public static ModelProto parse(ByteString bytes, Location at) {
        if (bytes.isEmpty()) {
            throw no(at, "the file is empty").hint("export or download the model again");
        }
        String head = bytes.substring(0, Math.min(bytes.size(), 512)).toString(StandardCharsets.ISO_8859_1);
        MAGIC.forEach((magic, kind) -> {
            if (head.startsWith(magic)) {
                throw no(at, "this is " + kind).hint("give the .onnx file");
            }
        });
        if (head.startsWith("TFL3", 4)) {
            throw no(at, "this is a TensorFlow Lite model").hint("let its name end in .tflite");
        }
        return parse(bytes, head, at);
    }

    private static ModelProto parse(ByteString bytes, String head, Location at) {
        ModelProto model;
        try {
            WireCensus.check(bytes, at);
            CodedInputStream in = bytes.newCodedInput();
            in.enableAliasing(true);
            model = PARSER.parseFrom(in);
            in.checkLastTagWas(0);
        } catch (InvalidProtocolBufferException _) {
            throw isText(head) ? text(at) : damaged(bytes.size(), at);
        }
        if (!model.hasGraph()) {
            throw isText(head)
                    ? text(at)
                    : no(at, "the file holds no graph").hint("the file is cut off, or no ONNX model: export it again");
        }
        return model;
    }

    private static Unconvertible text(Location at) {
        return no(at, "this is a text file, not an ONNX model")
                .hint("give the .onnx file; ONNX's textual syntax is read from files named .onnxtxt");
    }

    private static Unconvertible damaged(int length, Location at) {
        return no(at, "the file is cut off or damaged, or no ONNX model: its " + length + " bytes end inside a message")
                .hint("export or download the model again, and check it with onnx.checker");
    }

    private static boolean isText(String head) {
        return head.chars().allMatch(c -> (c >= ' ' && c <= '~') || c == '\n' || c == '\r' || c == '\t' || c >= 0xa0);
    }

    private static Unconvertible no(Location at, String message) {
        return Unconvertible.because(Code.NOT_A_MODEL, at, message);
    }
}
