package io.goshawk.frontend.operators.spatial;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.shape.Transpose;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// QONNX's wrapper around operators whose channels lie along the last axis: the operator itself, between transposes.
///
/// @param inner the operator on channels along axis 1
/// @param inputs how many inputs have channels: the data, and the weights of a convolution
public record ChannelsLast(Operator inner, int inputs) implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        Map<Integer, Usable> turned = new HashMap<>();
        for (int i = 0; i < Math.min(inputs, node.inputCount()); i++) {
            int rank = node.input(i).shape().rank();
            if (rank < 2) {
                throw node.because(
                        Code.SHAPE_MISMATCH,
                        "input " + i + " has the shape [" + node.input(i).shape() + "], without an axis of channels");
            }
            turned.put(i, moved(node, node.value(i), rank - 1, 1));
        }
        if (!(inner.convert(node.reading(turned)) instanceof Usable result)) {
            throw new IllegalStateException("an operator that was converted yields a value");
        }
        return (Imported) moved(node, node.emit(result), 1, result.shape().rank() - 1);
    }

    private static Usable moved(OnnxNode node, Value value, int from, int to) {
        List<Integer> axes =
                new ArrayList<>(IntStream.range(0, value.shape().rank()).boxed().toList());
        Integer moved = axes.get(from);
        axes.subList(from, from + 1).clear();
        axes.add(to, moved);
        return (Usable) node.result(new Transpose(value, axes));
    }
}
