package io.goshawk.ir.quant;

import io.goshawk.ir.RealType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// The `count` largest or smallest reals along `axis`, in order, or their places; decided exactly, and of equal
/// reals the first comes first. The same as ONNX TopK, and computed by the host.
public record TopK(Value input, int count, int axis, boolean largest, io.goshawk.ir.onnx.indexing.TopK.Part part)
        implements QuantOp {
    public TopK {
        ofReals(input, count, axis, largest, part);
    }

    private static io.goshawk.ir.onnx.indexing.TopK ofReals(
            Value input, int count, int axis, boolean largest, io.goshawk.ir.onnx.indexing.TopK.Part part) {
        Value reals = new Value(input.id(), input.type().withElement(RealType.REAL));
        return new io.goshawk.ir.onnx.indexing.TopK(reals, count, axis, largest, part);
    }

    /// {@return the same operation of ONNX, on reals}
    public io.goshawk.ir.onnx.indexing.TopK ofReals() {
        return ofReals(input, count, axis, largest, part);
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public TopK withOperands(List<Value> operands) {
        return new TopK(operands.getFirst(), count, axis, largest, part);
    }

    @Override
    public TensorType resultType() {
        return ofReals().resultType();
    }
}
