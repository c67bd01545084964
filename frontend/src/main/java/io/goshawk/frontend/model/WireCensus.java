package io.goshawk.frontend.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.goshawk.frontend.protos.ModelProto;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import java.io.IOException;
import java.util.Set;

/// Counts what a protobuf file would become before any of it is made: two bytes of file can become a hundred of
/// memory, and names of megabytes would be repeated by every diagnostic.
final class WireCensus {
    /// The most messages and texts that a model may consist of. The largest known models have under 200,000.
    static final int MAX_PARTS = 1 << 22;

    /// The longest name in bytes.
    static final int MAX_NAME = 1 << 14;

    /// Deeper nesting is refused by the protobuf parser too.
    private static final int MAX_DEPTH = 100;

    private static final Set<String> FREE_TEXT = Set.of("doc_string", "value", "key");

    private final Location at;
    private int parts;

    private WireCensus(Location at) {
        this.at = at;
    }

    /// Checks that the model in `bytes` has not too many parts, and none too long a name.
    /// @throws Unconvertible if it has
    /// @throws InvalidProtocolBufferException if the bytes are no protobuf message
    static void check(ByteString bytes, Location at) throws InvalidProtocolBufferException {
        CodedInputStream in = bytes.newCodedInput();
        in.enableAliasing(true);
        try {
            new WireCensus(at).message(in, ModelProto.getDescriptor(), 0);
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail to be read", e);
        }
    }

    private void message(CodedInputStream in, Descriptor type, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw Unconvertible.because(
                            Code.MODEL_TOO_LARGE, at, "graphs and types are nested more than " + MAX_DEPTH + " deep")
                    .hint("inline the inner graphs, and export the model again");
        }
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            boolean sized = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            if (field == null || !sized) {
                skip(in, tag);
            } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                count();
                int end = in.pushLimit(in.readRawVarint32());
                message(in, field.getMessageType(), depth + 1);
                in.popLimit(end);
            } else {
                sized(in, field);
            }
        }
    }

    private static void skip(CodedInputStream in, int tag) throws IOException {
        if (!in.skipField(tag)) {
            throw new InvalidProtocolBufferException("a group ends that has not begun");
        }
    }

    private void sized(CodedInputStream in, FieldDescriptor field) throws IOException {
        int length = in.readRawVarint32();
        if (field.getType() == FieldDescriptor.Type.STRING) {
            count();
            if (length > MAX_NAME && !FREE_TEXT.contains(field.getName())) {
                throw Unconvertible.because(
                                Code.MODEL_TOO_LARGE,
                                at,
                                "a name (" + field.getFullName() + ") of " + length + " bytes; " + MAX_NAME
                                        + " are the most")
                        .hint("the file is damaged, or its names were made to be long: export the model again");
            }
        } else if (field.isRepeated() && field.getType() == FieldDescriptor.Type.BYTES) {
            count();
        }
        in.skipRawBytes(length);
    }

    private void count() {
        if (++parts > MAX_PARTS) {
            throw Unconvertible.because(
                            Code.MODEL_TOO_LARGE,
                            at,
                            "the model consists of more than " + MAX_PARTS + " nodes, tensors, attributes and names")
                    .hint("no network is that large: export the model again");
        }
    }
}
