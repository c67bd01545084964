package io.goshawk.ir.eval.onnx.spatial;

import io.goshawk.ir.Shape;
import io.goshawk.ir.onnx.spatial.Im2Col;
import io.goshawk.ir.onnx.spatial.MaxUnpool;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.ir.tensor.Tensors;
import java.util.Arrays;
import java.util.List;

/// Operations that move elements, and put zeros between them.
public final class Movements {
    private Movements() {}

    /// {@return a tensor whose element `i` is element `from[i]` of `tensor`, or zero where that is -1}
    static Tensor gather(Tensor tensor, Shape shape, int[] from) {
        if (Arrays.stream(from).noneMatch(i -> i < 0)) {
            return tensor.gather(shape, from);
        }
        Shape one = Shape.of(1);
        Tensor zero = switch (tensor) {
            case FloatTensor floats -> FloatTensor.of(one, floats.type(), new double[1]);
            case IntTensor _ -> IntTensor.of(one, 0);
            case RealTensor _ -> RealTensor.exactly(IntTensor.of(one, 0));
        };
        int last = tensor.shape().size();
        return Tensors.joined(List.of(tensor, zero))
                .gather(shape, Arrays.stream(from).map(i -> i < 0 ? last : i).toArray());
    }

    /// {@return what `op` makes of `input`}
    /// @throws IllegalArgumentException if an index lies outside
    public static Tensor unpool(MaxUnpool op, Tensor input, IntTensor indices) {
        Shape shape = op.shape();
        int[] from = new int[shape.size()];
        Arrays.fill(from, -1);
        int frame = op.frame().size();
        for (int i = 0; i < indices.shape().size(); i++) {
            long place = indices.at(i);
            if (place < 0 || place >= frame) {
                throw new IllegalArgumentException("MaxUnpool is told place " + place + " of " + frame);
            }
            from[moved((int) place, op.frame(), shape)] = i;
        }
        return gather(input, shape, from);
    }

    private static int moved(int place, Shape frame, Shape shape) {
        int moved = 0;
        for (int axis = 0; axis < shape.rank(); axis++) {
            moved = moved * shape.extent(axis) + place / frame.stride(axis) % frame.extent(axis);
        }
        return moved;
    }

    /// {@return what `op` makes of `input`}
    public static Tensor rows(Im2Col op, Tensor input) {
        Shape data = input.shape();
        Shape shape = op.resultType().shape();
        int channels = data.extent(3);
        int[] from = new int[shape.size()];
        for (int i = 0; i < from.length; i++) {
            int row = i / shape.extent(3);
            int within = i % shape.extent(3);
            int channel = within % channels;
            int tap = within / channels;
            int down = at(
                    op,
                    0,
                    row / shape.extent(2) % shape.extent(1),
                    tap / op.kernel().get(1));
            int right = at(op, 1, row % shape.extent(2), tap % op.kernel().get(1));
            boolean inside = down >= 0 && down < data.extent(1) && right >= 0 && right < data.extent(2);
            int image = row / (shape.extent(1) * shape.extent(2));
            from[i] = inside ? ((image * data.extent(1) + down) * data.extent(2) + right) * channels + channel : -1;
        }
        return gather(input, shape, from);
    }

    private static int at(Im2Col op, int axis, int place, int tap) {
        return Math.toIntExact(op.window().start(axis, place)
                + (long) tap * op.window().dilations().get(axis));
    }
}
