package io.goshawk.frontend.operators.microsoft;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// FusedConv: a Conv, a tensor of its shape added to it, and an activation behind both.
final class FusedConvOperator implements Operator {
    private static final int BIAS = 2;
    private static final int ADDED = 3;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 4);
        List<Imported> inputs = new ArrayList<>(List.of((Imported) node.input(0), (Imported) node.input(1)));
        if (node.has(BIAS)) {
            inputs.add((Imported) node.input(BIAS));
        }
        Composition steps = new Composition(node);
        Value product = node.asValue("Conv", inputs, node.opset());
        Value sum = node.has(ADDED) ? steps.plus(product, node.value(ADDED)) : product;
        List<Float> parameters = node.attributes().numbers("activation_params").orElse(List.of());
        return steps.done(FusedActivations.applied(node, steps, sum, parameters));
    }
}
