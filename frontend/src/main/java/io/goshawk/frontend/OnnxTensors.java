package io.goshawk.frontend;

import com.google.protobuf.InvalidProtocolBufferException;
import io.goshawk.frontend.model.ElementTypes;
import io.goshawk.frontend.model.TensorReader;
import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.protos.TensorProto;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.tensor.Tensor;

/// Tensors in files of their own (`.pb`), as ONNX's conformance cases keep their data.
public final class OnnxTensors {
    private OnnxTensors() {}

    /// A tensor that was read.
    ///
    /// @param name what the file calls it; often empty
    /// @param element the type of its elements
    public record Read(String name, Tensor data, ElementType element) {}

    /// {@return the tensor that `bytes`, a serialised TensorProto, hold}
    /// @param what how a diagnostic names it, such as `input_0.pb`
    /// @throws Refusal if they hold none, or one with elements that are not numbers understood here
    public static Read read(byte[] bytes, String what) {
        Location at = new Location.Whole(what);
        try {
            TensorProto proto = TensorProto.parseFrom(bytes);
            Tensor data = TensorReader.read(proto, at, "the tensor");
            return new Read(proto.getName(), data, ElementTypes.element(proto.getDataType(), at, "the tensor"));
        } catch (InvalidProtocolBufferException _) {
            throw new Refusal(Diagnostic.of(Code.BAD_TENSOR_DATA, at, "the file holds no tensor")
                    .hint("sequences, optionals and maps are not read"));
        } catch (Unconvertible refusal) {
            throw new Refusal(refusal.reason().orElseThrow());
        }
    }
}
