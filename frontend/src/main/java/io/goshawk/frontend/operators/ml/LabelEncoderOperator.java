package io.goshawk.frontend.operators.ml;

import io.goshawk.frontend.operators.Attributes;
import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.indexing.Gather;
import io.goshawk.ir.onnx.reduction.ArgExtreme;
import io.goshawk.ir.onnx.reduction.Reduce;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// LabelEncoder between numbers: the value of the first key that equals an element, or else the default.
final class LabelEncoderOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        for (String name : List.of("keys_strings", "values_strings", "classes_strings")) {
            if (node.attributes().has(name)) {
                throw node.because(Code.UNSUPPORTED_FEATURE, "LabelEncoder of strings")
                        .hint("leave names to the host: end the model in numbers");
            }
        }
        Composition steps = new Composition(node);
        Value input = node.value(0);
        int rank = input.shape().rank();
        Known keys = required(node, "keys");
        Known values = required(node, "values");
        if (!keys.shape().equals(values.shape())
                || keys.shape().rank() != 1
                || keys.shape().size() == 0) {
            throw node.because(
                    Code.BAD_ATTRIBUTE,
                    "keys of shape [" + keys.shape() + "] and values of shape [" + values.shape() + "]");
        }
        List<Integer> extents = new ArrayList<>(input.shape().extents());
        extents.add(1);
        Value column = steps.reshape(input, new Shape(extents));
        Value equal = steps.binary(column, Binary.Kind.EQUAL, node.emit(keys));
        Value place = steps.add(ArgExtreme.max(equal, rank, false));
        Value found = steps.add(new Reduce(equal, List.of(rank), false, Reduce.Kind.MAX));
        Value value = steps.add(new Gather(node.emit(values), place, 0));
        return steps.done(steps.where(found, value, otherwise(node, steps, value)));
    }

    private static Known required(OnnxNode node, String name) {
        return numbers(node, name)
                .orElseThrow(
                        () -> node.because(Code.BAD_ATTRIBUTE, "LabelEncoder has no " + name + " that are numbers"));
    }

    private static Optional<Known> numbers(OnnxNode node, String name) {
        Attributes attributes = node.attributes();
        return attributes
                .tensor(name + "_tensor")
                .or(() -> attributes.integers(name + "_int64s").map(list -> node.known(integers(list))))
                .or(() -> attributes.numbers(name + "_floats").map(list -> node.known(floats(list))));
    }

    private static IntTensor integers(List<Long> list) {
        return IntTensor.of(
                Shape.of(list.size()), list.stream().mapToLong(Long::longValue).toArray());
    }

    private static FloatTensor floats(List<Float> list) {
        float[] numbers = new float[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i);
        }
        return FloatTensor.of(Shape.of(numbers.length), numbers);
    }

    private static Value otherwise(OnnxNode node, Composition steps, Value values) {
        Optional<Known> stated = node.attributes().tensor("default_tensor");
        if (stated.isPresent()) {
            return steps.reshape(node.emit(stated.get()), Shape.SCALAR);
        }
        boolean isFloat = values.type().element() instanceof FloatType;
        double number = isFloat
                ? node.attributes().number("default_float", -0f)
                : node.attributes().integer("default_int64", -1);
        return steps.literal(values.type().element(), number);
    }
}
