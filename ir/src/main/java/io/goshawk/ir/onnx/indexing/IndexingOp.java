package io.goshawk.ir.onnx.indexing;

import io.goshawk.ir.onnx.OnnxOp;

/// Operations that pick, join and place elements, and change none but by a scatter that merges.
///
/// Indices are integers of any type; an index that names no place of a tensor is an error when it is met.
public sealed interface IndexingOp extends OnnxOp
        permits Concat,
                Slice,
                Pad,
                Expand,
                Gather,
                GatherElements,
                GatherNd,
                ScatterElements,
                ScatterNd,
                TensorScatter,
                OneHot,
                ReverseSequence,
                Trilu,
                TopK {
    @Override
    default boolean isAffine() {
        return true;
    }
}
