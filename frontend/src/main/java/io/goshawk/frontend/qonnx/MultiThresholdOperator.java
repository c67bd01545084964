package io.goshawk.frontend.qonnx;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.quantization.MultiThreshold;

/// FINN MultiThreshold: inputs are the data and the thresholds. `out_dtype` names a type for the result that its
/// numbers have anyhow, so nothing depends on it.
final class MultiThresholdOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 2);
        float scale = node.attributes().number("out_scale", 1);
        float bias = node.attributes().number("out_bias", 0);
        String layout = node.attributes().text("data_layout", "");
        Usable input = QuantOperator.floats(node);
        int axis = channelAxis(layout, input.shape().rank());
        if (axis >= input.shape().rank()) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "data of shape [" + input.shape() + "] have no axis " + axis + ", where the layout \"" + layout
                            + "\" has the channels");
        }
        return node.result(new MultiThreshold(node.emit(input), node.value(1), axis, scale, bias));
    }

    /// Without a layout, a tensor of rank 3 counts as NWC, and any other has its channels on axis 1 (QONNX's rule).
    private static int channelAxis(String layout, int rank) {
        String stated = layout.isEmpty() && rank == 3 ? "NWC" : layout;
        return stated.indexOf('C') < 0 ? 1 : stated.indexOf('C');
    }
}
