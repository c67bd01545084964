package io.goshawk.frontend.operators.transformer;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.indexing.Gather;

/// RotaryEmbedding of ONNX itself, as slices, products and sums.
final class RotaryEmbeddingOperator implements Operator {
    private static final int POSITIONS = 3;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(3, 4);
        boolean interleaved = node.attributes().flag("interleaved", false);
        long stated = node.attributes().integer("rotary_embedding_dim", 0);
        Composition steps = new Composition(node);
        Value input = node.value(0);
        boolean isFlat = input.shape().rank() == 3;
        Value heads = isFlat
                ? Heads.split(steps, input, Math.toIntExact(node.attributes().integer("num_heads", 0)))
                : input;
        if (heads.shape().rank() != 4) {
            throw node.because(
                    Code.SHAPE_MISMATCH, "the input has the shape [" + input.shape() + "], neither 3 axes nor 4");
        }
        int dimension = dimension(node, stated, heads.shape().last());
        Rotation rotation = new Rotation(
                angles(node, steps, 1, dimension / 2), angles(node, steps, 2, dimension / 2), interleaved, dimension);
        Value turned = rotation.apply(steps, heads);
        return steps.done(isFlat ? Heads.merged(steps, turned) : turned);
    }

    /// {@return how many elements of a head of `size` are turned; a stated 0 means all}
    static int dimension(OnnxNode node, long stated, int size) {
        long dimension = stated == 0 ? size : stated;
        if (dimension < 0 || dimension > size || dimension % 2 != 0) {
            throw node.because(
                    Code.BAD_ATTRIBUTE, "rotary_embedding_dim is " + dimension + " for heads of " + size + " elements");
        }
        return (int) dimension;
    }

    /// {@return the cosines or sines, `[batch, 1, sequence, half]`}
    private static Value angles(OnnxNode node, Composition steps, int index, int half) {
        Value cache = node.value(index);
        Value picked = node.has(POSITIONS) ? steps.add(new Gather(cache, node.value(POSITIONS), 0)) : cache;
        Shape shape = picked.shape();
        if (shape.rank() != 3 || shape.last() != half) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "the angles have the shape [" + shape + "], not one number for each of " + half + " pairs");
        }
        return steps.reshape(picked, shape.extent(0), 1, shape.extent(1), half);
    }
}
