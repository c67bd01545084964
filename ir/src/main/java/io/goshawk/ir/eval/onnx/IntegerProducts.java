package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.eval.kernel.Convolution;
import io.goshawk.ir.eval.kernel.MatrixProduct;
import io.goshawk.ir.onnx.quantization.ConvInteger;
import io.goshawk.ir.onnx.quantization.MatMulInteger;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;

/// Products of integers with zero points.
final class IntegerProducts {
    private IntegerProducts() {}

    static Tensor matmul(MatMulInteger op, List<IntTensor> in) {
        return MatrixProduct.of(centred(in.get(0), in.get(2)), centred(in.get(1), in.get(3)), op.resultType());
    }

    static Tensor convolve(ConvInteger op, List<IntTensor> in) {
        return Convolution.of(
                op.window(),
                op.groups(),
                centred(in.get(0), in.get(2)),
                centred(in.get(1), in.get(3)),
                op.resultType());
    }

    /// {@return `data` without its zero point, unless that is zero, when it is `data` itself}
    private static IntTensor centred(IntTensor data, IntTensor zeroPoint) {
        int[] zero = zeroPoint.asInts();
        if (zero.length == 1 && zero[0] == 0) {
            return data;
        }
        int[] zeros = Broadcast.indices(zeroPoint.shape(), data.shape());
        int[] values = data.asInts().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] -= zero[zeros[i]];
        }
        return IntTensor.ofInts(data.shape(), values);
    }
}
