package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.indexing.Merge;
import io.goshawk.ir.onnx.indexing.ScatterElements;
import io.goshawk.ir.onnx.indexing.ScatterNd;

/// Scatter, ScatterElements and ScatterND.
///
/// @param byTuples whether indices come in tuples
record ScatterOperator(boolean byTuples) implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(3, 3);
        Merge merge = switch (node.attributes().text("reduction", "none")) {
            case "none" -> Merge.REPLACE;
            case "add" -> Merge.ADD;
            case "mul" -> Merge.MULTIPLY;
            case "max" -> Merge.MAX;
            case "min" -> Merge.MIN;
            case String other ->
                throw node.because(Code.BAD_ATTRIBUTE, "reduction is \"" + other + "\"")
                        .hint("scatters know none, add, mul, max and min");
        };
        if (byTuples) {
            return node.result(new ScatterNd(node.value(0), node.value(1), node.value(2), merge));
        }
        int axis = node.attributes().axisNamed("axis", 0, node.input(0).shape().rank());
        Indices.check(node, 1, node.input(0).shape().extent(axis));
        return node.result(new ScatterElements(node.value(0), node.value(1), node.value(2), axis, merge));
    }
}
