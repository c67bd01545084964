package io.goshawk.frontend.operators.microsoft;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.transformer.Heads;
import io.goshawk.frontend.operators.transformer.Rotation;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.indexing.Gather;

/// RotaryEmbedding of ONNX Runtime, whose positions come before the angles.
final class PositionOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(4, 4);
        if (node.attributes().flag("is_packed_batching", false)
                || node.attributes().number("scale", 1) != 1) {
            throw node.because(Code.UNSUPPORTED_FEATURE, "RotaryEmbedding with packed batches or a scale");
        }
        boolean interleaved = node.attributes().flag("interleaved", false);
        long stated = node.attributes().integer("rotary_embedding_dim", 0);
        int named = Attending.count(node, "num_heads");
        Composition steps = new Composition(node);
        Value input = node.value(0);
        int half = node.value(2).shape().last();
        boolean isFlat = input.shape().rank() == 3;
        // Without a number of heads, the angles tell how long a head is.
        int heads = named > 0 ? named : input.shape().last() / Math.max(1, 2 * half);
        Value apart = isFlat ? Heads.split(steps, input, heads) : input;
        int length = apart.shape().extent(2);
        Rotation rotation = new Rotation(
                angles(node, steps, 2, 1, length),
                angles(node, steps, 3, 1, length),
                interleaved,
                stated == 0 ? 2 * half : Math.toIntExact(stated));
        Value turned = rotation.apply(steps, apart);
        return steps.done(isFlat ? Heads.merged(steps, turned) : turned);
    }

    /// {@return the angles of `length` tokens, `[batch or 1, 1, length, half]`}
    /// @param cache the input that holds them
    /// @param positions the input that holds where each token stands, or where the first does; counted from
    ///     zero where it is left out
    static Value angles(OnnxNode node, Composition steps, int cache, int positions, int length) {
        Value counted = steps.integers(Shape.of(1, length), place -> place);
        Value places = counted;
        if (node.has(positions)) {
            Value given = steps.cast(node.value(positions), IntType.s(Long.SIZE));
            places = given.shape().size() == 1 && given.shape().rank() < 2 ? steps.plus(counted, given) : given;
        }
        Value picked = steps.add(new Gather(node.value(cache), places, 0));
        Shape shape = picked.shape();
        return steps.reshape(picked, shape.extent(0), 1, shape.extent(1), shape.last());
    }
}
