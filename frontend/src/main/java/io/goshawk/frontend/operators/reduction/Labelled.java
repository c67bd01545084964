package io.goshawk.frontend.operators.reduction;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.indexing.Slice;
import io.goshawk.ir.onnx.reduction.Reduce;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// An operand of an Einsum on the way: a tensor whose axes have labels.
record Labelled(Composition steps, Value value, List<Integer> labels) {
    private int extent(int label) {
        return value.shape().extent(labels.indexOf(label));
    }

    private int size(List<Integer> some) {
        return some.stream().map(this::extent).reduce(1, Math::multiplyExact);
    }

    /// {@return this tensor with each label once: of axes with one label, the places where they agree}
    Labelled diagonal() {
        for (int first = 0; first < labels.size(); first++) {
            int second = labels.lastIndexOf(labels.get(first));
            if (second > first) {
                return diagonal(first, second).diagonal();
            }
        }
        return this;
    }

    private Labelled diagonal(int first, int second) {
        int extent = value.shape().extent(first);
        if (extent != value.shape().extent(second)) {
            throw new IllegalArgumentException(
                    "no diagonal of the axes " + first + " and " + second + " of [" + value.shape() + "]");
        }
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, labels.size()).boxed().toList());
        order.removeAll(List.of(first, second));
        List<Integer> others = List.copyOf(order);
        order.addAll(List.of(first, second));
        Value last = steps.transpose(value, order.toArray(Integer[]::new));
        List<Integer> extents =
                new ArrayList<>(others.stream().map(value.shape()::extent).toList());
        extents.add(Math.multiplyExact(extent, extent));
        Value flat = steps.reshape(last, new Shape(extents));
        List<Integer> strides = new ArrayList<>(Collections.nCopies(extents.size(), 1));
        strides.set(others.size(), extent + 1);
        extents.set(others.size(), extent);
        Slice slice = new Slice(flat, Collections.nCopies(extents.size(), 0), strides, new Shape(extents));
        List<Integer> left = new ArrayList<>(others.stream().map(labels::get).toList());
        left.add(labels.get(first));
        return new Labelled(steps, steps.add(slice), left);
    }

    /// {@return the sums along all axes whose labels are not `needed`}
    Labelled summedTo(Set<Integer> needed) {
        List<Integer> gone = IntStream.range(0, labels.size())
                .filter(axis -> !needed.contains(labels.get(axis)))
                .boxed()
                .toList();
        if (gone.isEmpty()) {
            return this;
        }
        Value sum = steps.add(new Reduce(value, gone, false, Reduce.Kind.SUM));
        return new Labelled(steps, sum, labels.stream().filter(needed::contains).toList());
    }

    /// {@return this tensor with its axes in the order of `wanted`, which are its labels}
    Labelled inOrder(List<Integer> wanted) {
        Integer[] order = wanted.stream().map(labels::indexOf).toArray(Integer[]::new);
        return new Labelled(steps, steps.transpose(value, order), wanted);
    }

    /// {@return the product with `other`, summed along all labels that are not `needed`}
    Labelled times(Labelled other, Set<Integer> needed) {
        Labelled left = without(other).summedTo(union(needed, other.labels));
        Labelled right = other.without(this).summedTo(union(needed, left.labels));
        List<Integer> both = left.labels.stream().filter(right.labels::contains).toList();
        List<Integer> batch = both.stream().filter(needed::contains).toList();
        List<Integer> inner =
                both.stream().filter(label -> !needed.contains(label)).toList();
        List<Integer> rows =
                left.labels.stream().filter(label -> !both.contains(label)).toList();
        List<Integer> columns =
                right.labels.stream().filter(label -> !both.contains(label)).toList();
        for (int label : both) {
            if (left.extent(label) != right.extent(label)) {
                throw new IllegalArgumentException(
                        "extents " + left.extent(label) + " and " + right.extent(label) + " have one label");
            }
        }
        Value a = left.matrices(batch, rows, inner);
        Value b = right.matrices(batch, inner, columns);
        List<Integer> result = concat(batch, rows, columns);
        Shape shape = new Shape(result.stream()
                .map(label -> left.labels.contains(label) ? left.extent(label) : right.extent(label))
                .toList());
        return new Labelled(steps, steps.reshape(steps.product(a, b), shape), result);
    }

    /// {@return this tensor without axes of extent 1 that have another extent in `other`: these broadcast}
    private Labelled without(Labelled other) {
        List<Integer> kept = labels.stream()
                .filter(label -> extent(label) != 1 || !other.labels.contains(label) || other.extent(label) == 1)
                .toList();
        Shape shape = new Shape(kept.stream().map(this::extent).toList());
        return new Labelled(steps, steps.reshape(value, shape), kept);
    }

    private Value matrices(List<Integer> batch, List<Integer> rows, List<Integer> columns) {
        return steps.reshape(inOrder(concat(batch, rows, columns)).value, size(batch), size(rows), size(columns));
    }

    private static List<Integer> concat(List<Integer> first, List<Integer> second, List<Integer> third) {
        return Stream.of(first, second, third).flatMap(List::stream).toList();
    }

    private static Set<Integer> union(Set<Integer> some, List<Integer> more) {
        Set<Integer> all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }
}
