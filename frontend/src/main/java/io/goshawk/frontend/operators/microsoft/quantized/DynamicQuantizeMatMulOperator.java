package io.goshawk.frontend.operators.microsoft.quantized;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.quantization.Scaling;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.quantization.DynamicQuantizeLinear;
import io.goshawk.ir.onnx.quantization.DynamicQuantizeLinear.Part;

/// DynamicQuantizeMatMul: inputs are floats, the integers they are multiplied with, their scale, their zero point, and
/// a
/// bias in floats. The floats go through DynamicQuantizeLinear.
final class DynamicQuantizeMatMulOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(3, 5);
        Scaling scaling = new Scaling(node).checkScales(2);
        Composition steps = new Composition(node);
        Value data = node.value(0);
        Value left = scaling.dequantized(
                steps.add(new DynamicQuantizeLinear(data, Part.BYTES)),
                steps.add(new DynamicQuantizeLinear(data, Part.SCALE)),
                steps.add(new DynamicQuantizeLinear(data, Part.ZERO_POINT)));
        Value right = scaling.dequantized(1, 2, 3, node.input(1).shape().rank() - 1);
        Value product = steps.product(left, right);
        return steps.done(node.has(4) ? steps.binary(product, Binary.Kind.ADD, node.value(4)) : product);
    }
}
