package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.indexing.TopK;

/// TopK. How many is an attribute before opset 10 and an input since. The result is sorted even if it need not be.
final class TopKOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 2);
        Shape shape = node.input(0).shape();
        int axis = node.attributes().axisNamed("axis", -1, shape.rank());
        boolean largest = node.attributes().flag("largest", true);
        node.attributes().flag("sorted", true);
        long count = node.has(1)
                ? node.integer(1, "the number of elements")
                : node.attributes().integer("k", -1);
        if (count < 0 || count > shape.extent(axis)) {
            throw node.because(
                    Code.BAD_ATTRIBUTE,
                    "there are no " + count + " elements along axis " + axis + " of [" + shape + "]");
        }
        Value input = node.value(0);
        if (node.wants(1)) {
            node.alsoYields(1, node.result(new TopK(input, (int) count, axis, largest, TopK.Part.INDICES)));
        }
        return node.result(new TopK(input, (int) count, axis, largest, TopK.Part.VALUES));
    }
}
