package io.goshawk.frontend.operators.transformer;

import io.goshawk.frontend.model.ElementTypes;
import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.normalization.LayerNormalization;
import io.goshawk.ir.onnx.normalization.LayerNormalization.Part;

/// LayerNormalization; statistics are computed in double precision, whatever `stash_type` says, and have that type.
public final class LayerNormalizationOperator implements Operator {
    private static final float DEFAULT_EPSILON = 1e-5f;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 3);
        float epsilon = node.attributes().number("epsilon", DEFAULT_EPSILON);
        FloatType statistics = statistics(node);
        Value input = node.value(0);
        int axis = node.attributes().axisNamed("axis", -1, input.shape().rank());
        Value scale = node.value(1);
        Value bias = node.has(2)
                ? node.value(2)
                : new Composition(node).literal(input.type().element(), 0);
        LayerNormalization output = new LayerNormalization(input, scale, bias, axis, epsilon, Part.OUTPUT, statistics);
        Part[] further = {Part.MEAN, Part.INVERSE_DEVIATION};
        for (int i = 0; i < further.length; i++) {
            if (node.wants(i + 1)) {
                node.alsoYields(
                        i + 1,
                        node.result(new LayerNormalization(input, scale, bias, axis, epsilon, further[i], statistics)));
            }
        }
        return node.result(output);
    }

    private static FloatType statistics(OnnxNode node) {
        int number = Math.toIntExact(node.attributes().integer("stash_type", 1));
        ElementType type = ElementTypes.element(number, node.at(), "stash_type");
        if (type instanceof FloatType floats) {
            return floats;
        }
        throw node.because(Code.BAD_ATTRIBUTE, "stash_type is " + type + ", not a float type");
    }
}
