package io.goshawk.frontend.model;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// Zeros of the kind of a tensor's elements.
final class Filling {
    private Filling() {}

    /// {@return the vector `values` with one more element, which is zero}
    static Tensor zeroBehind(Tensor values) {
        int count = values.shape().size();
        Shape longer = Shape.of(count + 1);
        return switch (values) {
            case FloatTensor floats
            when floats.type() == FloatType.F64 -> {
                double[] elements = new double[count + 1];
                for (int i = 0; i < count; i++) {
                    elements[i] = floats.at(i);
                }
                yield FloatTensor.owning(longer, elements);
            }
            case FloatTensor floats -> {
                float[] elements = new float[count + 1];
                for (int i = 0; i < count; i++) {
                    elements[i] = (float) floats.at(i);
                }
                yield FloatTensor.owning(longer, floats.type(), elements);
            }
            case IntTensor integers -> {
                List<BigInteger> elements = new ArrayList<>(integers.toBigs());
                elements.add(BigInteger.ZERO);
                yield IntTensor.of(longer, elements);
            }
            case RealTensor reals -> {
                List<Real> elements = new ArrayList<>(reals.values());
                elements.add(Dyadic.of(BigInteger.ZERO));
                yield new RealTensor(longer, elements);
            }
        };
    }
}
