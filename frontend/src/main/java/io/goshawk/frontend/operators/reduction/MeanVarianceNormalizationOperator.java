package io.goshawk.frontend.operators.reduction;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.reduction.Reduce;
import java.util.List;

/// MeanVarianceNormalization, in steps: `(x - mean) / (sqrt(mean of squared differences) + 1e-9)`.
final class MeanVarianceNormalizationOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        Value input = node.value(0);
        List<Integer> axes = node.attributes().integers("axes").orElse(List.of(0L, 2L, 3L)).stream()
                .map(axis -> node.attributes().axis("axes", axis, input.shape().rank()))
                .distinct()
                .sorted()
                .toList();
        Composition steps = new Composition(node);
        Value mean = steps.add(new Reduce(input, axes, true, Reduce.Kind.MEAN));
        Value difference = steps.binary(input, Binary.Kind.SUB, mean);
        Value square = steps.binary(difference, Binary.Kind.MUL, difference);
        Value variance = steps.add(new Reduce(square, axes, true, Reduce.Kind.MEAN));
        Value deviation = steps.add(new Unary(variance, Unary.Kind.SQRT));
        Value divisor = steps.binary(
                deviation, Binary.Kind.ADD, steps.literal(input.type().element(), Floats.round(1e-9, (FloatType)
                        input.type().element())));
        return steps.done(steps.binary(difference, Binary.Kind.DIV, divisor));
    }
}
