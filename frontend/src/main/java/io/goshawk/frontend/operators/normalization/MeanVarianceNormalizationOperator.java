package io.goshawk.frontend.operators.normalization;

import io.goshawk.frontend.operators.Floating;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.onnx.normalization.MeanVarianceNormalization;
import java.util.List;

/// MeanVarianceNormalization.
final class MeanVarianceNormalizationOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        Floating.check(node, 0);
        int rank = node.input(0).shape().rank();
        List<Integer> axes = node.attributes().integers("axes").orElse(List.of(0L, 2L, 3L)).stream()
                .map(axis -> node.attributes().axis("axes", axis, rank))
                .distinct()
                .sorted()
                .toList();
        return node.result(new MeanVarianceNormalization(node.value(0), axes));
    }
}
