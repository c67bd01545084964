package io.goshawk.ir.onnx.quantization;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// FINN QuantAvgPool2d: the sum over each `kernel x kernel` window of `[n, c, h, w]`, rounded to an integer with ties
/// to even, without its lowest `shift` bits: `floor(rint(sum) / 2^shift)`.
///
/// @param stride steps from one window to the next, on both axes; there is no padding
public record QuantAveragePool(Value input, int kernel, int stride, int shift) implements QonnxOp {
    public QuantAveragePool {
        Shape shape = input.shape();
        if (shape.rank() != 4 || kernel < 1 || stride < 1 || shift < 0) {
            throw new IllegalArgumentException("no pooling of " + shape + " by windows of " + kernel + " in steps of "
                    + stride + ", shifted by " + shift);
        }
        if (shape.extent(2) < kernel || shape.extent(3) < kernel) {
            throw new IllegalArgumentException("a window of " + kernel + " does not fit a map of " + shape);
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public QuantAveragePool withOperands(List<Value> operands) {
        return new QuantAveragePool(operands.getFirst(), kernel, stride, shift);
    }

    @Override
    public TensorType resultType() {
        Shape shape = input.shape();
        return input.type()
                .withShape(
                        Shape.of(shape.extent(0), shape.extent(1), places(shape.extent(2)), places(shape.extent(3))));
    }

    private int places(int extent) {
        return (extent - kernel) / stride + 1;
    }
}
