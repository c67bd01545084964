package io.goshawk.ir.onnx;

import io.goshawk.ir.Op;
import io.goshawk.ir.onnx.elementwise.ElementwiseOp;
import io.goshawk.ir.onnx.indexing.IndexingOp;
import io.goshawk.ir.onnx.linear.LinearOp;
import io.goshawk.ir.onnx.normalization.NormalizationOp;
import io.goshawk.ir.onnx.quantization.QuantizationOp;
import io.goshawk.ir.onnx.reduction.ReductionOp;
import io.goshawk.ir.onnx.spatial.SpatialOp;
import io.goshawk.ir.shape.ShapeOp;

/// The `onnx` dialect: a model as imported, its clutter gone. Shapes are static, names unique, the opset is
/// normalised, shape arithmetic is folded. Elements are floats, integers or truth values (`u1`).
///
/// Constants keep the bits of the model; what is computed from them is exact (see `docs/semantics.md`).
/// Each family of operations has a package, and its meaning a class of `io.goshawk.ir.eval.onnx`.
public sealed interface OnnxOp extends Op
        permits ShapeOp,
                Constant,
                ElementwiseOp,
                LinearOp,
                SpatialOp,
                NormalizationOp,
                ReductionOp,
                IndexingOp,
                QuantizationOp {
    /// {@return whether exact reals among the operands give an exact result, as in sums, products and comparisons}
    ///
    /// Such operations make up the *affine part* of a model, which is evaluated without any rounding in front of
    /// its quantisers. The others read floats: exact operands are rounded to their float type first.
    boolean isAffine();
}
