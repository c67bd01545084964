package io.goshawk.frontend.operators.transformer;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.elementwise.Binary;
import java.util.List;

/// Rotary positions: pairs of elements turned by the angle of their position.
///
/// @param cosines, sines one number a pair, broadcasting to the tensor with half as many elements innermost
/// @param interleaved whether a pair are neighbours, not `dimension / 2` apart
/// @param dimension how many elements of each head are turned; the others stay
public record Rotation(Value cosines, Value sines, boolean interleaved, int dimension) {
    /// {@return `value`, four axes with the elements of a head innermost, turned}
    public Value apply(Composition steps, Value value) {
        int axis = 3;
        int half = dimension / 2;
        int step = interleaved ? 2 : 1;
        Value real = steps.slice(value, axis, 0, half, step);
        Value imaginary = steps.slice(value, axis, interleaved ? 1 : half, half, step);
        Value turned = together(
                steps,
                steps.binary(steps.times(cosines, real), Binary.Kind.SUB, steps.times(sines, imaginary)),
                steps.plus(steps.times(sines, real), steps.times(cosines, imaginary)));
        int rest = value.shape().extent(axis) - dimension;
        return rest == 0 ? turned : steps.concat(axis, List.of(turned, steps.slice(value, axis, dimension, rest)));
    }

    private Value together(Composition steps, Value real, Value imaginary) {
        if (!interleaved) {
            return steps.concat(3, List.of(real, imaginary));
        }
        Shape shape = real.shape();
        Shape single = Shape.of(shape.extent(0), shape.extent(1), shape.extent(2), shape.extent(3), 1);
        Value pairs = steps.concat(4, List.of(steps.reshape(real, single), steps.reshape(imaginary, single)));
        return steps.reshape(pairs, shape.withLast(dimension));
    }
}
