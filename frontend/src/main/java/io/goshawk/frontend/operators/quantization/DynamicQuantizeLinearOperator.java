package io.goshawk.frontend.operators.quantization;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.quantization.DynamicQuantizeLinear;
import io.goshawk.ir.onnx.quantization.DynamicQuantizeLinear.Part;

/// DynamicQuantizeLinear, with three results.
final class DynamicQuantizeLinearOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        if (node.input(0).type().element() != FloatType.F32) {
            throw node.because(
                    Code.UNSUPPORTED_FEATURE,
                    node.type() + " of " + node.input(0).type().element() + " elements; it takes f32");
        }
        Value data = node.value(0);
        if (node.wants(1)) {
            node.alsoYields(1, node.result(new DynamicQuantizeLinear(data, Part.SCALE)));
        }
        if (node.wants(2)) {
            node.alsoYields(2, node.result(new DynamicQuantizeLinear(data, Part.ZERO_POINT)));
        }
        return node.result(new DynamicQuantizeLinear(data, Part.BYTES));
    }
}
