package io.goshawk.cli.conform;

import io.goshawk.frontend.OnnxTensors;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/// Compares an output with the expected one, as ONNX's backend test runner does: types and shapes agree, integers
/// and truth values are equal, floats differ by at most 1e-7 + 1e-3 |expected|, NaN and infinities are equal.
final class OutputCheck {
    static final double RELATIVE = 1e-3;
    static final double ABSOLUTE = 1e-7;

    private OutputCheck() {}

    /// {@return how `actual`, the value of `port`, differs from `expected`; nothing where it does not}
    static Optional<String> difference(Graph.Port port, Tensor actual, OnnxTensors.Read expected) {
        String name = "output \"" + port.name() + "\"";
        ElementType element = actual instanceof FloatTensor floats
                ? floats.type()
                : port.value().type().element();
        if (!element.equals(expected.element())
                || !port.value().type().element().equals(element)) {
            return Optional.of(name + " has elements of type " + element + ", expected " + expected.element());
        }
        if (!actual.shape().equals(expected.data().shape())) {
            return Optional.of(name + " has the shape [" + actual.shape() + "], expected ["
                    + expected.data().shape() + "]");
        }
        return switch (expected.data()) {
            case IntTensor integers ->
                actual instanceof IntTensor same
                        ? integers(same, integers).map(text -> name + text)
                        : Optional.of(name + " is no tensor of integers");
            case FloatTensor floats -> floats(read(actual, element), floats).map(text -> name + text);
            case RealTensor _ -> throw new IllegalStateException("files hold no exact reals");
        };
    }

    private static Optional<String> integers(IntTensor actual, IntTensor expected) {
        for (int i = 0; i < expected.shape().size(); i++) {
            if (!actual.bigAt(i).equals(expected.bigAt(i))) {
                return Optional.of(" holds " + actual.bigAt(i) + " at place " + i + ", expected " + expected.bigAt(i));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> floats(IntToDoubleFunction actual, FloatTensor expected) {
        for (int i = 0; i < expected.shape().size(); i++) {
            if (!close(actual.applyAsDouble(i), expected.at(i))) {
                return Optional.of(
                        " holds " + actual.applyAsDouble(i) + " at place " + i + ", expected " + expected.at(i));
            }
        }
        return Optional.empty();
    }

    static boolean close(double actual, double expected) {
        return Double.compare(actual, expected) == 0
                || actual == expected
                || (Double.isFinite(expected)
                        && Math.abs(actual - expected) <= ABSOLUTE + RELATIVE * Math.abs(expected));
    }

    /// Exact reals count by their value as the float that the output declares.
    private static IntToDoubleFunction read(Tensor actual, ElementType element) {
        return switch (actual) {
            case FloatTensor floats -> floats::at;
            case RealTensor reals
            when element == FloatType.F64 -> i -> reals.at(i).toDouble();
            case RealTensor reals -> i -> (float) reals.at(i).toDouble();
            case IntTensor integers -> i -> integers.bigAt(i).doubleValue();
        };
    }
}
