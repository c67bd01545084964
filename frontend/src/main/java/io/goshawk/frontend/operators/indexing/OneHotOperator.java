package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.indexing.OneHot;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;

/// OneHot.
final class OneHotOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(3, 3);
        int axis = node.attributes().axisNamed("axis", -1, node.input(0).shape().rank() + 1);
        return node.result(new OneHot(node.value(0), node.value(2), depth(node), axis));
    }

    private static int depth(OnnxNode node) {
        Tensor depth = node.constant(1, "the depth");
        if (depth.shape().size() == 1) {
            double number = depth instanceof IntTensor integer
                    ? integer.bigAt(0).doubleValue()
                    : depth instanceof FloatTensor real ? real.at(0) : -1;
            if (number >= 0 && number <= Integer.MAX_VALUE) {
                return (int) number;
            }
        }
        throw node.because(Code.BAD_TENSOR_DATA, "the depth of OneHot is " + depth + ", no extent");
    }
}
