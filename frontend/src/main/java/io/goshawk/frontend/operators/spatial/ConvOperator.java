package io.goshawk.frontend.operators.spatial;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.onnx.spatial.Conv;
import io.goshawk.ir.window.Window;
import java.util.List;

/// Conv, with its bias as an addition behind it.
final class ConvOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 3);
        int groups = Biases.groups(node, "group");
        int rank = Windows.spatialAxes(node);
        Windows windows = new Windows(node, rank);
        List<Integer> kernel = windows.kernel(Biases.taps(node, rank));
        Window window = windows.window(node.input(0).shape().extents().subList(2, rank + 2), kernel);
        return Biases.added(node, new Conv(node.value(0), node.value(1), window, groups), 2);
    }
}
