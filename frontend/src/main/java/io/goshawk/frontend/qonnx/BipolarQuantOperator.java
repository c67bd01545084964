package io.goshawk.frontend.qonnx;

import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.onnx.quantization.BipolarQuant;

/// QONNX BipolarQuant: inputs are the data and the scale.
final class BipolarQuantOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        Parameters.checkScale(node, 1);
        if (node.isRefused()) {
            throw Unconvertible.silently();
        }
        Usable input = QuantOperator.floats(node);
        Parameters.checkBroadcast(node, input, 1, "scale");
        return node.result(new BipolarQuant(node.emit(input), node.value(1)));
    }
}
