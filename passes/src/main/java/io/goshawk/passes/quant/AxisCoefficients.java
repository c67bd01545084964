package io.goshawk.passes.quant;

import io.goshawk.ir.Coefficients;
import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.tensor.RealTensor;
import java.util.List;
import java.util.Optional;

/// Constants that broadcast to a tensor, seen as one number or one number for each place along an axis.
final class AxisCoefficients {
    private AxisCoefficients() {}

    /// {@return `values` on a tensor of shape `shape`; nothing where they do not broadcast to it without growing
    /// it, or vary along more than one axis}
    static Optional<Coefficients> of(RealTensor values, Shape shape) {
        if (values.shape().size() == 0) {
            return Optional.empty();
        }
        Real first = values.at(0);
        int lead = shape.rank() - values.shape().rank();
        if (lead < 0 && values.shape().size() > 1) {
            return Optional.empty();
        }
        int axis = -1;
        for (int own = 0; own < values.shape().rank(); own++) {
            int extent = values.shape().extent(own);
            if (extent != 1) {
                if (axis >= 0 || extent != shape.extent(own + lead)) {
                    return uniform(values, shape);
                }
                axis = own + lead;
            }
        }
        List<Real> all = values.values();
        return Optional.of(axis < 0 ? Coefficients.of(first) : Coefficients.of(axis, all));
    }

    private static Optional<Coefficients> uniform(RealTensor values, Shape shape) {
        boolean same = values.values().stream().allMatch(values.at(0)::equals);
        return same && values.shape().equals(shape) ? Optional.of(Coefficients.of(values.at(0))) : Optional.empty();
    }
}
