package io.goshawk.frontend.operators.microsoft;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Value;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// FusedGemm: a Gemm, and an activation behind it.
final class FusedGemmOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        List<Imported> inputs = IntStream.range(0, node.inputCount())
                .mapToObj(i -> (Imported) node.input(i))
                .toList();
        Composition steps = new Composition(node);
        Value sum = node.asValue("Gemm", inputs, node.opset());
        List<Float> parameters = Stream.of("activation_alpha", "activation_beta")
                .filter(node.attributes()::has)
                .map(name -> node.attributes().number(name, 0))
                .toList();
        return steps.done(FusedActivations.applied(node, steps, sum, parameters));
    }
}
