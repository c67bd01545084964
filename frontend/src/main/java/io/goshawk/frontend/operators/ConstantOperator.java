package io.goshawk.frontend.operators;

import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// Constant, in each of the attributes that may hold it.
final class ConstantOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(0, 0);
        Attributes attributes = node.attributes();
        if (attributes.has("value_int")) {
            return node.known(IntTensor.of(Shape.SCALAR, attributes.integer("value_int", 0)));
        }
        if (attributes.has("value_float")) {
            return node.known(FloatTensor.of(Shape.SCALAR, attributes.number("value_float", 0)));
        }
        Optional<Integer> labels = attributes.labels("value");
        if (labels.isPresent()) {
            node.remark("the labels are texts; their numbers, from 0 to " + (labels.get() - 1) + ", stand for them");
            return node.known(IntTensor.of(
                    Shape.of(labels.get()), LongStream.range(0, labels.get()).toArray()));
        }
        return attributes
                .tensor("value")
                .or(() -> attributes
                        .integers("value_ints")
                        .map(ConstantOperator::vector)
                        .map(node::known))
                .or(() -> attributes
                        .numbers("value_floats")
                        .map(ConstantOperator::floats)
                        .map(node::known))
                .orElseThrow(() -> node.because(Code.UNSUPPORTED_FEATURE, "Constant holds no dense tensor of numbers")
                        .hint("export the constant as a plain tensor"));
    }

    private static Tensor vector(List<Long> integers) {
        return IntTensor.of(
                Shape.of(integers.size()),
                integers.stream().mapToLong(Long::longValue).toArray());
    }

    private static Tensor floats(List<Float> numbers) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i);
        }
        return FloatTensor.of(Shape.of(values.length), values);
    }
}
