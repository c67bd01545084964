package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.eval.kernel.Convolution;
import io.goshawk.ir.eval.onnx.spatial.DeformableConvolution;
import io.goshawk.ir.eval.onnx.spatial.GridSampling;
import io.goshawk.ir.eval.onnx.spatial.Movements;
import io.goshawk.ir.eval.onnx.spatial.Pools;
import io.goshawk.ir.eval.onnx.spatial.Resampling;
import io.goshawk.ir.eval.onnx.spatial.TransposedConvolution;
import io.goshawk.ir.onnx.spatial.AffineGrid;
import io.goshawk.ir.onnx.spatial.AveragePool;
import io.goshawk.ir.onnx.spatial.Conv;
import io.goshawk.ir.onnx.spatial.ConvTranspose;
import io.goshawk.ir.onnx.spatial.DeformConv;
import io.goshawk.ir.onnx.spatial.GridSample;
import io.goshawk.ir.onnx.spatial.Im2Col;
import io.goshawk.ir.onnx.spatial.LpPool;
import io.goshawk.ir.onnx.spatial.MaxPool;
import io.goshawk.ir.onnx.spatial.MaxUnpool;
import io.goshawk.ir.onnx.spatial.Resize;
import io.goshawk.ir.onnx.spatial.SpatialOp;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;

/// What operations on feature maps mean. Convolutions, averages and resizing are exact on exact reals; pools of the
/// largest and movements are on everything.
public final class SpatialSemantics {
    private SpatialSemantics() {}

    /// {@return what `op` makes of `in`}
    static Tensor evaluate(SpatialOp op, List<Tensor> in) {
        return switch (op) {
            case Conv conv -> {
                List<? extends Tensor> operands =
                        OnnxSemantics.limited(op, in, conv.weights().shape().stride(0));
                yield Convolution.of(conv.window(), conv.groups(), operands.get(0), operands.get(1), conv.resultType());
            }
            case ConvTranspose conv -> TransposedConvolution.convolve(conv, in.get(0), in.get(1));
            case DeformConv conv -> DeformableConvolution.convolve(conv, in);
            case MaxPool pool -> Pools.max(pool, in.getFirst());
            case AveragePool pool -> Pools.average(pool, in.getFirst());
            case LpPool pool -> Pools.norm(pool, in.getFirst());
            case MaxUnpool unpool -> Movements.unpool(unpool, in.get(0), (IntTensor) in.get(1));
            case Resize resize -> Resampling.resize(resize, in.getFirst());
            case GridSample sample -> GridSampling.sample(sample, in.get(0), in.get(1));
            case AffineGrid grid -> GridSampling.grid(grid, in.getFirst());
            case Im2Col rows -> Movements.rows(rows, in.getFirst());
        };
    }
}
