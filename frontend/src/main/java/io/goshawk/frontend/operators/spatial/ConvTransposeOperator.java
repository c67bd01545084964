package io.goshawk.frontend.operators.spatial;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.spatial.Windows.AutoPad;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.spatial.ConvTranspose;
import io.goshawk.ir.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// ConvTranspose, with its bias as an addition behind it. `output_shape` and SAME padding become
/// numbers here.
final class ConvTransposeOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(2, 3);
        int groups = Biases.groups(node, "group");
        int rank = Windows.spatialAxes(node);
        Windows windows = new Windows(node, rank);
        List<Integer> kernel = windows.kernel(Biases.taps(node, rank));
        List<Integer> strides = windows.perAxis("strides", 1, 1);
        List<Integer> dilations = windows.perAxis("dilations", 1, 1);
        List<Integer> more = new ArrayList<>(windows.perAxis("output_padding", 0, 0));
        Optional<List<Integer>> wanted = wanted(node, rank, strides, windows.autoPad());
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        List<Integer> pads = windows.pads();
        for (int axis = 0; axis < rank; axis++) {
            if (wanted.isEmpty()) {
                boolean stated = windows.autoPad() == AutoPad.NOTSET;
                before.add(stated ? pads.get(axis) : 0);
                after.add(stated ? pads.get(rank + axis) : 0);
                continue;
            }
            long covered = (node.input(0).shape().extent(axis + 2) - 1L) * strides.get(axis)
                    + (kernel.get(axis) - 1L) * dilations.get(axis)
                    + 1
                    + more.get(axis);
            int total = Math.toIntExact(covered - wanted.get().get(axis));
            if (total < 0) {
                more.set(axis, more.get(axis) - total);
            }
            int cut = Math.max(0, total);
            boolean upper = windows.autoPad() == AutoPad.SAME_UPPER;
            before.add(upper ? cut / 2 : cut - cut / 2);
            after.add(upper ? cut - cut / 2 : cut / 2);
        }
        Window window = new Window(strides, dilations, before, after);
        return Biases.added(node, new ConvTranspose(node.value(0), node.value(1), window, more, groups), 2);
    }

    /// {@return the extents that the result has to have, where padding follows from them}
    private static Optional<List<Integer>> wanted(OnnxNode node, int rank, List<Integer> strides, AutoPad autoPad) {
        Shape input = node.input(0).shape();
        Optional<List<Long>> stated = node.attributes().integers("output_shape");
        if (stated.isPresent()) {
            // Older exporters write the batch and the channels, too.
            List<Long> all = stated.get();
            List<Long> extents = all.size() == rank + 2 ? all.subList(2, rank + 2) : all;
            if (extents.size() != rank || extents.stream().anyMatch(e -> e < 0 || e > Integer.MAX_VALUE)) {
                throw node.because(
                        Code.BAD_ATTRIBUTE, "output_shape is " + all + " and should be " + rank + " extents");
            }
            return Optional.of(extents.stream().map(Long::intValue).toList());
        }
        if (autoPad != AutoPad.SAME_UPPER && autoPad != AutoPad.SAME_LOWER) {
            return Optional.empty();
        }
        List<Integer> same = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            same.add(Math.multiplyExact(input.extent(axis + 2), strides.get(axis)));
        }
        return Optional.of(same);
    }
}
