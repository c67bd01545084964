package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.indexing.Expand;
import io.goshawk.ir.onnx.indexing.Merge;
import io.goshawk.ir.onnx.indexing.ScatterElements;
import io.goshawk.ir.onnx.indexing.Slice;
import io.goshawk.ir.tensor.IntTensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Col2Im: columns of patches are added up where they lie in a padded image, which is then cropped.
final class Col2ImOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(3, 3);
        Layout layout = layout(node);
        Shape input = node.input(0).shape();
        int taps = (int) size(layout.block);
        int places = (int) size(layout.steps());
        if (input.rank() != 3 || input.extent(1) % taps != 0 || input.extent(2) != places) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "[" + input + "] does not hold patches of " + taps + " elements at " + places + " places");
        }
        int batch = input.extent(0);
        int channels = input.extent(1) / taps;
        Shape columns = Shape.of(batch, channels, Math.multiplyExact(taps, places));
        Extents.checkMadeUp(Shape.of(columns.last()), node.at());
        Composition steps = new Composition(node);
        Value indices =
                node.emit(node.known(IntTensor.ofInts(Shape.of(1, 1, columns.last()), layout.targets(taps, places))));
        Shape flat = Shape.of(batch, channels, (int) size(layout.padded()));
        Value zeros = steps.add(new Expand(steps.literal(node.input(0).type().element(), 0), flat));
        Value image = steps.add(new ScatterElements(
                zeros, steps.add(new Expand(indices, columns)), steps.reshape(node.value(0), columns), 2, Merge.ADD));
        return cropped(steps, layout, image, List.of(batch, channels));
    }

    private static Imported cropped(Composition steps, Layout layout, Value image, List<Integer> leading) {
        List<Integer> padded = new ArrayList<>(leading);
        List<Integer> starts = new ArrayList<>(List.of(0, 0));
        List<Integer> extents = new ArrayList<>(leading);
        for (int axis = 0; axis < layout.image.size(); axis++) {
            padded.add(Math.toIntExact(layout.padded().get(axis)));
            starts.add(Math.toIntExact(layout.before.get(axis)));
            extents.add(Math.toIntExact(layout.image.get(axis)));
        }
        Value whole = steps.reshape(image, new Shape(padded));
        return steps.done(
                steps.add(new Slice(whole, starts, Collections.nCopies(starts.size(), 1), new Shape(extents))));
    }

    private static Layout layout(OnnxNode node) {
        List<Long> image = node.integers(1, "the shape of the image");
        List<Long> block = node.integers(2, "the shape of a patch");
        int rank = image.size();
        List<Long> ones = Collections.nCopies(rank, 1L);
        List<Long> strides = node.attributes().integers("strides").orElse(ones);
        List<Long> dilations = node.attributes().integers("dilations").orElse(ones);
        List<Long> pads = node.attributes().integers("pads").orElse(Collections.nCopies(2 * rank, 0L));
        boolean fits = block.size() == rank
                && strides.size() == rank
                && dilations.size() == rank
                && pads.size() == 2 * rank
                && pads.stream().allMatch(pad -> pad >= 0)
                && List.of(image, block, strides, dilations).stream()
                        .allMatch(numbers -> numbers.stream().allMatch(number -> number > 0));
        if (!fits) {
            throw node.because(
                    Code.BAD_ATTRIBUTE,
                    "patches " + block + ", strides " + strides + ", dilations " + dilations + " and pads " + pads
                            + " do not fit an image " + image);
        }
        Layout layout =
                new Layout(image, block, strides, dilations, pads.subList(0, rank), pads.subList(rank, 2 * rank));
        for (List<Long> extents : List.of(layout.padded(), layout.block, layout.steps())) {
            Extents.shape(extents, node.at(), "the image, its patches or their places");
        }
        return layout;
    }

    private static long size(List<Long> extents) {
        return extents.stream().reduce(1L, Math::multiplyExact);
    }

    private record Layout(
            List<Long> image,
            List<Long> block,
            List<Long> strides,
            List<Long> dilations,
            List<Long> before,
            List<Long> after) {
        List<Long> padded() {
            return axes(axis -> Math.addExact(image.get(axis), Math.addExact(before.get(axis), after.get(axis))));
        }

        /// {@return how many places a patch has along each axis}
        List<Long> steps() {
            return axes(axis -> {
                long covered = Math.multiplyExact(dilations.get(axis), block.get(axis) - 1) + 1;
                return Math.floorDiv(padded().get(axis) - covered, strides.get(axis)) + 1;
            });
        }

        private List<Long> axes(IntFunction<Long> number) {
            return IntStream.range(0, image.size()).mapToObj(number).toList();
        }

        /// {@return for each tap of the patch and each of its places, the element of the padded image it lies on}
        int[] targets(int taps, int places) {
            int[] targets = new int[taps * places];
            List<Long> padded = padded();
            List<Long> steps = steps();
            for (int i = 0; i < targets.length; i++) {
                long tap = i / places;
                long place = i % places;
                long stride = 1;
                for (int axis = image.size() - 1; axis >= 0; axis--) {
                    long along =
                            place % steps.get(axis) * strides.get(axis) + tap % block.get(axis) * dilations.get(axis);
                    targets[i] += Math.toIntExact(along * stride);
                    place /= steps.get(axis);
                    tap /= block.get(axis);
                    stride *= padded.get(axis);
                }
            }
            return targets;
        }
    }
}
