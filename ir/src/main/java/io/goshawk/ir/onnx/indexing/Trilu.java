package io.goshawk.ir.onnx.indexing;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// ONNX Trilu: matrices of which a triangle stays, and all else is zero.
///
/// @param input of shape `[…, rows, columns]`
/// @param upper whether the elements above the diagonal stay, or those below it; the diagonal itself stays always
/// @param diagonal how many places to the right of the main diagonal it lies
public record Trilu(Value input, boolean upper, long diagonal) implements IndexingOp {
    public Trilu {
        if (input.shape().rank() < 2) {
            throw new IllegalArgumentException("a tensor of shape [" + input.shape() + "] has no triangle");
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Trilu withOperands(List<Value> operands) {
        return new Trilu(operands.getFirst(), upper, diagonal);
    }

    @Override
    public TensorType resultType() {
        return input.type();
    }
}
