package io.goshawk.frontend.operators.microsoft.quantized;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.quantization.Scaling;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.elementwise.Binary;

/// MatMulIntegerToFloat: inputs are both matrices, both scales, both zero points, and a bias in floats.
final class MatMulIntegerToFloatOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(4, 7);
        Scaling scaling = new Scaling(node).checkScales(2, 3);
        Composition steps = new Composition(node);
        Value left = scaling.dequantized(0, 2, 4, node.input(0).shape().rank() - 2);
        Value right = scaling.dequantized(1, 3, 5, node.input(1).shape().rank() - 1);
        Value product = steps.product(left, right);
        return steps.done(node.has(6) ? steps.binary(product, Binary.Kind.ADD, node.value(6)) : product);
    }
}
