package io.goshawk.frontend.operators.indexing;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Unique of a known tensor: how many different elements another one has is not known before it runs.
final class UniqueOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(1, 1);
        Tensor data = node.constant(0, "the data, on which the shape of the result depends,");
        ElementType element = node.input(0).type().element();
        boolean alongAxis = node.attributes().has("axis");
        Tensor lines = alongAxis ? data : data.reshape(Shape.of(data.shape().size()));
        int axis =
                alongAxis ? node.attributes().axisNamed("axis", 0, data.shape().rank()) : 0;
        Slabs slabs = new Slabs(lines, axis);
        TreeMap<Integer, List<Integer>> sorted = new TreeMap<>(slabs);
        for (int place = 0; place < lines.shape().extent(axis); place++) {
            sorted.computeIfAbsent(place, _ -> new ArrayList<>()).add(place);
        }
        List<List<Integer>> groups = new ArrayList<>(sorted.values());
        if (!node.attributes().flag("sorted", true)) {
            groups.sort(Comparator.comparing(List::getFirst));
        }
        further(node, groups, lines.shape().extent(axis));
        return node.known(slabs.pick(groups.stream().map(List::getFirst).toList()), element);
    }

    private static void further(OnnxNode node, List<List<Integer>> groups, int extent) {
        long[] inverse = new long[extent];
        for (int group = 0; group < groups.size(); group++) {
            for (int place : groups.get(group)) {
                inverse[place] = group;
            }
        }
        Map<Integer, long[]> outputs = Map.of(
                1, groups.stream().mapToLong(List::getFirst).toArray(),
                2, inverse,
                3, groups.stream().mapToLong(List::size).toArray());
        outputs.forEach((index, values) -> {
            if (node.wants(index)) {
                node.alsoYields(index, node.known(IntTensor.of(Shape.of(values.length), values)));
            }
        });
    }

    /// The parts of a tensor at each place along an axis, ordered by their elements, row-major; NaN is the largest.
    private record Slabs(Tensor data, int axis) implements Comparator<Integer> {
        private int stride() {
            return data.shape().stride(axis);
        }

        private int count() {
            int extent = data.shape().extent(axis);
            return extent == 0 ? 0 : data.shape().size() / extent;
        }

        private int element(int place, int i) {
            return i / stride() * stride() * data.shape().extent(axis) + place * stride() + i % stride();
        }

        @Override
        public int compare(Integer a, Integer b) {
            for (int i = 0; i < count(); i++) {
                int left = element(a, i);
                int right = element(b, i);
                // The zeros of both signs are one element.
                int sign = data instanceof FloatTensor floats
                        ? Double.compare(floats.at(left) + 0.0, floats.at(right) + 0.0)
                        : ((IntTensor) data).bigAt(left).compareTo(((IntTensor) data).bigAt(right));
                if (sign != 0) {
                    return sign;
                }
            }
            return 0;
        }

        Tensor pick(List<Integer> places) {
            List<Integer> extents = new ArrayList<>(data.shape().extents());
            extents.set(axis, places.size());
            Shape shape = new Shape(extents);
            int[] from = new int[shape.size()];
            for (int i = 0; i < from.length; i++) {
                int place = i / stride() % places.size();
                from[i] = element(places.get(place), i / stride() / places.size() * stride() + i % stride());
            }
            return data.gather(shape, from);
        }
    }
}
