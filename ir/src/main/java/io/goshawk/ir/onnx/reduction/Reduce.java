package io.goshawk.ir.onnx.reduction;

import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// ONNX ReduceSum and its kin: one element for all those along some axes.
///
/// Of no elements, a sum is 0, a product 1, a mean NaN (of integers none), a maximum the least number of the type, a
/// minimum the
/// greatest.
///
/// @param axes the axes that are reduced, ascending
/// @param keepAxes whether they stay, with an extent of 1
public record Reduce(Value input, List<Integer> axes, boolean keepAxes, Kind kind) implements ReductionOp {
    /// Which number stands for all.
    public enum Kind {
        SUM,
        /// Of integers, the quotient rounds toward zero.
        MEAN,
        MAX,
        MIN,
        PRODUCT,
        /// The sum of magnitudes.
        L1,
        /// The root of the sum of squares.
        L2,
        /// The logarithm of the sum.
        LOG_SUM,
        /// The logarithm of the sum of exponentials.
        LOG_SUM_EXP,
        SUM_SQUARE
    }

    public Reduce {
        axes = List.copyOf(axes);
        int rank = input.shape().rank();
        if (!axes.equals(axes.stream().distinct().sorted().toList())
                || axes.stream().anyMatch(axis -> axis < 0 || axis >= rank)) {
            throw new IllegalArgumentException("[" + input.shape() + "] cannot be reduced along " + axes);
        }
        if (kind == Kind.MEAN
                && input.type().element() instanceof IntType
                && axes.stream().anyMatch(axis -> input.shape().extent(axis) == 0)) {
            throw new IllegalArgumentException("no integer is the mean of the elements of [" + input.shape() + "]");
        }
    }

    @Override
    public boolean isAffine() {
        return switch (kind) {
            case SUM, MEAN, MAX, MIN -> true;
            case PRODUCT, L1, L2, LOG_SUM, LOG_SUM_EXP, SUM_SQUARE -> false;
        };
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Reduce withOperands(List<Value> operands) {
        return new Reduce(operands.getFirst(), axes, keepAxes, kind);
    }

    @Override
    public TensorType resultType() {
        List<Integer> extents = new ArrayList<>();
        for (int axis = 0; axis < input.shape().rank(); axis++) {
            if (!axes.contains(axis)) {
                extents.add(input.shape().extent(axis));
            } else if (keepAxes) {
                extents.add(1);
            }
        }
        return input.type().withShape(new Shape(extents));
    }
}
