package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.stream.IntStream;

/// NonZero of a known tensor: how many elements of another one differ from zero is not known before it runs.
final class NonZeroOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        Tensor data = node.constant(0, "the data, on which the shape of the result depends,");
        Shape shape = data.shape();
        int[] places =
                IntStream.range(0, shape.size()).filter(i -> !isZero(data, i)).toArray();
        Shape result = Shape.of(shape.rank(), places.length);
        Extents.checkMadeUp(result, node.at());
        long[] indices = new long[result.size()];
        for (int i = 0; i < indices.length; i++) {
            int axis = i / places.length;
            indices[i] = places[i % places.length] / shape.stride(axis) % shape.extent(axis);
        }
        return node.known(IntTensor.of(result, indices));
    }

    private static boolean isZero(Tensor data, int i) {
        return data instanceof FloatTensor floats
                ? floats.at(i) == 0
                : ((IntTensor) data).bigAt(i).signum() == 0;
    }
}
