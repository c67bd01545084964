package io.goshawk.ir.eval.onnx;

import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;

/// Which of two elements of one tensor is larger.
@FunctionalInterface
interface Order {
    /// {@return less than, equal to or greater than 0 as element `i` is smaller than, equal to or larger than
    ///     element `j`}
    int compare(int i, int j);

    /// {@return the order of the elements of `tensor`; the zeros of both signs are equal}
    /// @param nan 1 where NaN is larger than any number, -1 where it is smaller
    static Order of(Tensor tensor, int nan) {
        return switch (tensor) {
            case RealTensor reals -> (i, j) -> reals.compare(i, reals, j);
            case IntTensor integers when integers.fitsLong() -> (i, j) -> Long.compare(integers.at(i), integers.at(j));
            case IntTensor wide -> (i, j) -> wide.bigAt(i).compareTo(wide.bigAt(j));
            case FloatTensor floats -> (i, j) -> compare(floats.at(i), floats.at(j), nan);
        };
    }

    private static int compare(double a, double b, int nan) {
        if (a < b) {
            return -1;
        }
        if (a > b) {
            return 1;
        }
        return nan * (Double.isNaN(a) ? 1 : 0) - nan * (Double.isNaN(b) ? 1 : 0);
    }
}
