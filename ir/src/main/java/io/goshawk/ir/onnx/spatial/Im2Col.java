package io.goshawk.ir.onnx.spatial;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.window.Window;
import java.util.List;

/// QONNX Im2Col: what a window meets on a map `[n, h, w, c]`, laid out as one row `[n, oh, ow, kh * kw
/// * c]` for each place, the channels of one tap side by side. Padding is zero.
///
/// @param kernel the two extents of the window
public record Im2Col(Value input, List<Integer> kernel, Window window) implements SpatialOp {
    public Im2Col {
        kernel = List.copyOf(kernel);
        if (input.shape().rank() != 4 || kernel.size() != 2 || window.rank() != 2) {
            throw new IllegalArgumentException("no rows of windows of " + kernel + " on maps of " + input.shape());
        }
        if (kernel.stream().anyMatch(extent -> extent < 1)) {
            throw new IllegalArgumentException("a window of " + kernel + " is empty");
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Im2Col withOperands(List<Value> operands) {
        return new Im2Col(operands.getFirst(), kernel, window);
    }

    @Override
    public TensorType resultType() {
        Shape data = input.shape();
        int row = Math.multiplyExact(Math.multiplyExact(kernel.get(0), kernel.get(1)), data.extent(3));
        return input.type()
                .withShape(Shape.of(
                        data.extent(0),
                        window.places(0, data.extent(1), kernel.get(0)),
                        window.places(1, data.extent(2), kernel.get(1)),
                        row));
    }
}
