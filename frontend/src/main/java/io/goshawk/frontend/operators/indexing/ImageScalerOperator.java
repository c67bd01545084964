package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.tensor.FloatTensor;
import java.util.Arrays;
import java.util.List;

/// ImageScaler, an experimental operator of old models: `scale * x`, and a bias for each channel.
final class ImageScalerOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        Shape shape = node.input(0).shape();
        List<Float> bias = node.attributes().numbers("bias").orElse(List.of());
        if (shape.rank() < 2 || (!bias.isEmpty() && bias.size() != shape.extent(1))) {
            throw node.because(
                    Code.SHAPE_MISMATCH, "a bias of " + bias.size() + " numbers for the channels of [" + shape + "]");
        }
        Composition steps = new Composition(node);
        Value scaled = steps.scaled(node.value(0), node.attributes().number("scale", 1));
        if (bias.isEmpty()) {
            return steps.done(scaled);
        }
        float[] values = new float[bias.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = bias.get(i);
        }
        Integer[] extents = new Integer[shape.rank() - 1];
        Arrays.fill(extents, 1);
        extents[0] = values.length;
        Value channels = node.emit(node.known(FloatTensor.of(new Shape(List.of(extents)), values)));
        return steps.done(steps.binary(scaled, Binary.Kind.ADD, channels));
    }
}
