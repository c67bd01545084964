package io.goshawk.frontend.operators.spatial;

import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.onnx.spatial.MaxUnpool;
import java.util.ArrayList;
import java.util.List;

/// MaxUnpool; what was pooled is worked out from the kernel, strides and padding.
final class MaxUnpoolOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 3);
        int rank = Windows.spatialAxes(node);
        Windows windows = new Windows(node, rank);
        List<Integer> kernel = windows.kernel();
        List<Integer> strides = windows.perAxis("strides", 1, 1);
        List<Integer> pads = windows.pads();
        Shape input = node.input(0).shape();
        List<Long> extents = new ArrayList<>(List.of((long) input.extent(0), (long) input.extent(1)));
        for (int axis = 0; axis < rank; axis++) {
            extents.add((input.extent(axis + 2) - 1L) * strides.get(axis)
                    + kernel.get(axis)
                    - pads.get(axis)
                    - pads.get(rank + axis));
        }
        Shape frame = Extents.shape(extents, node.at(), "what was pooled");
        Shape shape =
                node.has(2) ? Extents.shape(node.integers(2, "the output shape"), node.at(), "the result") : frame;
        return node.result(new MaxUnpool(node.value(0), node.value(1), frame, shape));
    }
}
