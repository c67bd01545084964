package io.goshawk.frontend.operators.quantization;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.quantization.DequantizeLinear;

/// DequantizeLinear, per tensor, per axis and in blocks.
public final class DequantizeLinearOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 3);
        Scaling scaling = new Scaling(node).checkScales(1);
        ElementType data = node.input(0).type().element();
        Value zeroPoint = node.has(2) ? node.value(2) : scaling.zero(data);
        Grid grid = Grid.of(node, scaling, zeroPoint);
        long stated = node.attributes().integer("output_dtype", 0);
        ElementType element = stated == 0 ? grid.scale().type().element() : QuantizeLinearOperator.named(node, stated);
        if (!(element instanceof FloatType)) {
            throw node.because(Code.BAD_ATTRIBUTE, "a result of " + element + " elements; they should be floats");
        }
        return node.result(new DequantizeLinear(node.value(0), grid.scale(), grid.zeroPoint(), grid.blocks(), element));
    }
}
