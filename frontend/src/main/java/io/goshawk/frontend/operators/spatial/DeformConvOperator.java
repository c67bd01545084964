package io.goshawk.frontend.operators.spatial;

import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.spatial.DeformConv;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.window.Window;
import java.util.Arrays;
import java.util.List;

/// DeformConv in two dimensions, with its bias as an addition behind it; a mask that is left out is
/// ones.
final class DeformConvOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(3, 5);
        int groups = Biases.groups(node, "group");
        int offsetGroups = Biases.groups(node, "offset_group");
        int rank = Windows.spatialAxes(node);
        if (rank != 2) {
            throw node.because(Code.UNSUPPORTED_FEATURE, "DeformConv along " + rank + " axes, not 2")
                    .hint("only images, [n, c, h, w], are understood");
        }
        Windows windows = new Windows(node, rank);
        List<Integer> kernel = windows.kernel(Biases.taps(node, rank));
        Window window = windows.window(node.input(0).shape().extents().subList(2, 4), kernel);
        Value offset = node.value(2);
        Value mask = node.has(4) ? node.value(4) : ones(node, offset);
        return Biases.added(
                node, new DeformConv(node.value(0), node.value(1), offset, mask, window, groups, offsetGroups), 3);
    }

    private static Value ones(OnnxNode node, Value offset) {
        Integer[] extents = offset.shape().extents().toArray(Integer[]::new);
        if (extents.length == 4) {
            extents[1] /= 2;
        }
        Shape shape = new Shape(List.of(extents));
        Extents.checkMadeUp(shape, node.at());
        double[] ones = new double[shape.size()];
        Arrays.fill(ones, 1);
        FloatType type = offset.type().element() instanceof FloatType floats ? floats : FloatType.F32;
        return node.emit(new Imported.Known(FloatTensor.of(shape, type, ones), node.at()));
    }
}
