package io.goshawk.frontend.operators.spatial;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.quantization.Scaling;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.quantization.ConvInteger;
import io.goshawk.ir.window.Window;
import java.util.List;

/// ConvInteger; a vector of zero points of the weights has one for each output channel.
final class ConvIntegerOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 4);
        int groups = Biases.groups(node, "group");
        int rank = Windows.spatialAxes(node);
        Windows windows = new Windows(node, rank);
        List<Integer> kernel = windows.kernel(Biases.taps(node, rank));
        Window window = windows.window(node.input(0).shape().extents().subList(2, rank + 2), kernel);
        Scaling scaling = new Scaling(node);
        Value data = scaling.integers(0);
        Value weights = scaling.integers(1);
        return node.result(new ConvInteger(
                data,
                weights,
                scaling.zeroPoint(2, data.shape(), 1, data.type().element()),
                scaling.zeroPoint(3, weights.shape(), 0, weights.type().element()),
                window,
                groups));
    }
}
