package io.goshawk.frontend;

import io.goshawk.frontend.model.ElementTypes;
import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.transformer.Heads;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.normalization.Softmax;
import java.util.List;

/// FlexAttention: attention whose scores and weights pass through graphs of the model's own.
final class FlexibleAttention {
    /// The domain that it is defined in.
    static final String DOMAIN = "ai.onnx.preview";

    private final OnnxNode node;
    private final Composition steps;

    FlexibleAttention(OnnxNode node) {
        this.node = node;
        this.steps = new Composition(node);
    }

    /// {@return what the node yields}
    /// @param modifier imports the graphs
    Imported run(Modifier modifier) {
        node.expectInputs(3, 3);
        List<Value> inputs = List.of(node.value(0), node.value(1), node.value(2));
        if (inputs.stream().anyMatch(input -> input.shape().rank() != 4)) {
            throw node.because(Code.SHAPE_MISMATCH, "queries, keys and values should have 4 axes each");
        }
        Value query = inputs.get(0);
        double scale = node.attributes().has("scale")
                ? node.attributes().number("scale", 1)
                : 1 / Math.sqrt(query.shape().last());
        Value raw = steps.scaled(Heads.product(steps, query, steps.swapped(inputs.get(1))), scale);
        Value scores = modified(
                modifier, "score_mod", steps.cast(raw, precision(query.type().element())));
        Value weights = modified(modifier, "prob_mod", steps.add(new Softmax(scores, 3)));
        Value own = steps.cast(weights, inputs.get(2).type().element());
        return steps.done(Heads.product(steps, own, inputs.get(2)));
    }

    /// What a graph that is an attribute makes of a value.
    interface Modifier {
        /// {@return the output of graph `name` on `value`; `value` where the node has no such graph}
        Imported of(String name, Imported value);
    }

    private Value modified(Modifier modifier, String name, Value value) {
        Value result = node.emit((Usable) modifier.of(name, steps.done(value)));
        if (!result.type().equals(value.type())) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    name + " makes " + result.type() + " of " + value.type() + ", and should keep it");
        }
        return result;
    }

    private ElementType precision(ElementType queries) {
        int number = Math.toIntExact(node.attributes().integer("softmax_precision", 0));
        if (number == 0) {
            return queries == FloatType.F64 ? FloatType.F64 : FloatType.F32;
        }
        return ElementTypes.element(number, node.at(), "softmax_precision");
    }
}
