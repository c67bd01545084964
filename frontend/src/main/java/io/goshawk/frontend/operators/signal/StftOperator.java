package io.goshawk.frontend.operators.signal;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.indexing.Gather;

/// STFT of `[batch, signal, parts]`: the Fourier transform of each frame, weighted by a window.
final class StftOperator implements Operator {
    private static final int WINDOW = 2;
    private static final int LENGTH = 3;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 4);
        Value signal = node.value(0);
        if (signal.shape().rank() != 3) {
            throw node.because(Code.SHAPE_MISMATCH, "the signal has the shape [" + signal.shape() + "]");
        }
        int places = signal.shape().extent(1);
        int step = Math.toIntExact(node.integer(1, "the step"));
        int length = length(node, places);
        if (step < 1 || length < 1 || length > places) {
            throw node.because(
                    Code.BAD_SHAPE, "frames of " + length + ", " + step + " apart, of a signal of " + places);
        }
        Composition steps = new Composition(node);
        Shape frames = Shape.of((places - length) / step + 1, length);
        Value indices =
                steps.integers(IntType.s(Long.SIZE), frames, place -> (long) (place / length) * step + place % length);
        Value framed = steps.add(new Gather(signal, indices, 1));
        Value weighted = framed;
        if (node.has(WINDOW)) {
            Value window = steps.reshape(node.value(WINDOW), length, 1);
            weighted = steps.times(steps.cast(framed, FloatType.F64), steps.cast(window, FloatType.F64));
        }
        boolean isOneSided =
                node.attributes().flag("onesided", true) && signal.shape().last() == 1;
        Value spectrum = new Fourier(node, length, isOneSided, false).of(weighted);
        return steps.done(steps.cast(spectrum, signal.type().element()));
    }

    private static int length(OnnxNode node, int signal) {
        if (node.has(LENGTH)) {
            return Math.toIntExact(node.integer(LENGTH, "the length of a frame"));
        }
        return node.has(WINDOW) ? node.input(WINDOW).shape().size() : signal;
    }
}
