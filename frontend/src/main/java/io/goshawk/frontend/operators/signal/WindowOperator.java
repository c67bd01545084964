package io.goshawk.frontend.operators.signal;

import io.goshawk.frontend.model.ElementTypes;
import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.eval.Floats;
import java.util.List;
import java.util.stream.IntStream;

/// HannWindow, HammingWindow and BlackmanWindow of a known size:
/// `constant - first * cos(2 pi i / n) + second * cos(4 pi i / n)`, computed in double precision and rounded once.
record WindowOperator(double constant, double first, double second) implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        Shape shape = Extents.shape(List.of(node.integer(0, "the size")), node.at(), "the window");
        Extents.checkMadeUp(shape, node.at());
        FloatType type = type(node);
        boolean periodic = node.attributes().flag("periodic", true);
        int period = Math.max(1, periodic ? shape.extent(0) : shape.extent(0) - 1);
        return node.known(Floats.rounded(
                shape,
                type,
                IntStream.range(0, shape.extent(0))
                        .mapToDouble(i -> at(2 * Math.PI * i / period))
                        .toArray()));
    }

    private double at(double angle) {
        return constant - first * StrictMath.cos(angle) + second * StrictMath.cos(2 * angle);
    }

    /// {@return the attribute `output_datatype`, single precision where it is left out}
    static FloatType type(OnnxNode node) {
        int number = Math.toIntExact(node.attributes().integer("output_datatype", 1));
        if (ElementTypes.element(number, node.at(), "the result") instanceof FloatType type) {
            return type;
        }
        throw node.because(Code.UNSUPPORTED_FEATURE, node.type() + " in integers")
                .hint("choose a float type for output_datatype");
    }
}
