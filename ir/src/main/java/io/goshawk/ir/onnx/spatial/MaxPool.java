package io.goshawk.ir.onnx.spatial;

import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.window.Window;
import io.goshawk.ir.window.Windows;
import java.util.List;

/// ONNX MaxPool of `[n, c, …]`: the largest element that the window meets, or where it was found.
/// Padding never wins; of equals the first one does, row-major; a NaN beats every number.
///
/// @param kernel the extents of the window
/// @param columnMajor whether a place is counted with the first spatial axis innermost (`storage_order
///     = 1`)
public record MaxPool(Value input, List<Integer> kernel, Window window, Part part, boolean columnMajor)
        implements SpatialOp {
    /// What is asked for.
    public enum Part {
        /// The elements.
        VALUES,
        /// Their places in the whole input tensor, `i64`.
        INDICES
    }

    public MaxPool {
        kernel = List.copyOf(kernel);
        Windows.checkPool(input.shape(), kernel, window, true);
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public MaxPool withOperands(List<Value> operands) {
        return new MaxPool(operands.getFirst(), kernel, window, part, columnMajor);
    }

    @Override
    public TensorType resultType() {
        TensorType type = input.type().withShape(Windows.pooled(input.shape(), kernel, window));
        return switch (part) {
            case VALUES -> type;
            case INDICES -> new TensorType(type.shape(), IntType.s(Long.SIZE));
        };
    }
}
