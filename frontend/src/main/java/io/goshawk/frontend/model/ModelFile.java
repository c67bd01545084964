package io.goshawk.frontend.model;

import com.google.protobuf.InvalidProtocolBufferException;
import io.goshawk.frontend.protos.ModelProto;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// An ONNX file, from the file system to its protobuf message.
public final class ModelFile {
    private static final Map<String, String> MAGIC = new LinkedHashMap<>();

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
    /// @throws Unconvertible if there is no such file, or the file system refuses
    public static byte[] read(Path file) {
        Location at = new Location.Whole(file.toString());
        if (Files.isDirectory(file)) {
            throw Unconvertible.because(Code.UNREADABLE_FILE, at, "\"" + file + "\" is a folder, not a model")
                    .hint("name the .onnx file inside it");
        }
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            throw Unconvertible.because(Code.UNREADABLE_FILE, at, "there is no file \"" + file + "\"")
                    .hint("check the spelling; paths are relative to the current folder");
        } catch (AccessDeniedException _) {
            throw Unconvertible.because(Code.UNREADABLE_FILE, at, "\"" + file + "\" may not be read")
                    .hint("give yourself the right to read it: chmod u+r");
        } catch (IOException | OutOfMemoryError e) {
            throw Unconvertible.because(Code.UNREADABLE_FILE, at, "\"" + file + "\" cannot be read: " + e.getMessage());
        }
    }

    /// {@return the model that `bytes` hold}
    /// @throws Unconvertible if they are empty, cut off, or something else than ONNX
    public static ModelProto parse(byte[] bytes, Location at) {
        if (bytes.length == 0) {
            throw no(at, "the file is empty").hint("export or download the model again");
        }
        String head = new String(bytes, 0, Math.min(bytes.length, 512), StandardCharsets.ISO_8859_1);
        MAGIC.forEach((magic, kind) -> {
            if (head.startsWith(magic)) {
                throw no(at, "this is " + kind).hint("give the .onnx file");
            }
        });
        if (head.startsWith("TFL3", 4)) {
            throw no(at, "this is a TensorFlow Lite model").hint("convert it to ONNX first");
        }
        return parse(bytes, head, at);
    }

    private static ModelProto parse(byte[] bytes, String head, Location at) {
        ModelProto model;
        try {
            model = ModelProto.parseFrom(bytes);
        } catch (InvalidProtocolBufferException _) {
            throw isText(head) ? text(at) : damaged(bytes.length, at);
        }
        if (!model.hasGraph()) {
            throw isText(head)
                    ? text(at)
                    : no(at, "the file holds no graph").hint("the file is cut off, or no ONNX model: export it again");
        }
        return model;
    }

    private static Unconvertible text(Location at) {
        return no(at, "this is a text file, not an ONNX model").hint("give the .onnx file");
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
