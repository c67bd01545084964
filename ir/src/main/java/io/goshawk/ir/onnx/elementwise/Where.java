package io.goshawk.ir.onnx.elementwise;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// `yes` where the condition holds, else `no`; all three broadcast.
///
/// @param condition truth values
/// @param yes elements of the same type as those of `no`
public record Where(Value condition, Value yes, Value no) implements ElementwiseOp {
    public Where {
        if (!condition.type().element().equals(IntType.u(1))) {
            throw new IllegalArgumentException(
                    "the condition has elements " + condition.type().element() + ", not truth values");
        }
        if (!yes.type().element().equals(no.type().element())) {
            throw new IllegalArgumentException("a choice between " + yes.type().element() + " and "
                    + no.type().element());
        }
    }

    @Override
    public boolean isAffine() {
        return true;
    }

    @Override
    public List<Value> operands() {
        return List.of(condition, yes, no);
    }

    @Override
    public Where withOperands(List<Value> operands) {
        return new Where(operands.get(0), operands.get(1), operands.get(2));
    }

    @Override
    public TensorType resultType() {
        return yes.type().withShape(Broadcast.of(condition.shape(), Broadcast.of(yes.shape(), no.shape())));
    }
}
