package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;

/// Dropout that drops nothing: at inference, or at a ratio of zero. Its mask is a tensor of ones.
final class DropoutOperator implements Operator {
    private static final int MASK_IS_TRUTH = 10;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 3);
        boolean isTraining = node.has(2) && !isZero(node.constant(2, "training_mode"));
        if (isTraining && !(node.has(1) && isZero(node.constant(1, "the ratio")))) {
            throw node.because(Code.UNSUPPORTED_FEATURE, "Dropout in training mode")
                    .hint("export the model in inference mode: model.eval()");
        }
        if (node.wants(1)) {
            ElementType type =
                    node.opset() < MASK_IS_TRUTH ? node.input(0).type().element() : IntType.u(1);
            Composition steps = new Composition(node);
            node.alsoYields(1, steps.done(steps.filled(type, node.input(0).shape(), 1)));
        }
        return (Imported) node.input(0);
    }

    private static boolean isZero(Tensor tensor) {
        return tensor.shape().size() == 1
                && switch (tensor) {
                    case IntTensor integers -> integers.at(0) == 0;
                    case FloatTensor floats -> floats.at(0) == 0;
                    case RealTensor _ -> false;
                };
    }
}
