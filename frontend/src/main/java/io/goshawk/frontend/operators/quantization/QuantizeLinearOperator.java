package io.goshawk.frontend.operators.quantization;

import io.goshawk.frontend.model.ElementTypes;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.quantization.QuantizeLinear;

/// QuantizeLinear, per tensor, per axis and in blocks. `precision` asks for a rounding of `x / scale` that is not done
/// here: the quotient is exact.
public final class QuantizeLinearOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 3);
        boolean saturate = node.attributes().flag("saturate", true);
        ElementType element = element(node);
        Scaling scaling = new Scaling(node).checkScales(1);
        Value zeroPoint = node.has(2) ? node.value(2) : scaling.zero(element);
        Grid grid = Grid.of(node, scaling, zeroPoint);
        return node.result(
                new QuantizeLinear(node.value(0), grid.scale(), grid.zeroPoint(), grid.blocks(), element, saturate));
    }

    /// {@return the type of the result: the zero point's, else `output_dtype`, else bytes}
    private static ElementType element(OnnxNode node) {
        long stated = node.attributes().integer("output_dtype", 0);
        if (!node.has(2)) {
            return stated == 0 ? IntType.u(8) : named(node, stated);
        }
        ElementType element = node.input(2).type().element();
        if (stated != 0 && !named(node, stated).equals(element)) {
            throw node.because(
                            Code.BAD_ATTRIBUTE,
                            "output_dtype is " + named(node, stated) + ", but the zero point has " + element
                                    + " elements")
                    .hint("leave output_dtype out");
        }
        return element;
    }

    /// {@return the type with the number `type`}
    static ElementType named(OnnxNode node, long type) {
        return ElementTypes.element((int) type, node.at(), "the result");
    }
}
