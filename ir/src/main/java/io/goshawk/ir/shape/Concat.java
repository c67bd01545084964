package io.goshawk.ir.shape;

import io.goshawk.ir.ElementType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.RealType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import java.util.ArrayList;
import java.util.List;

/// Tensors side by side along `axis`.
///
/// Integers of different types give the narrowest type that holds all of them; tensors of different
/// scales give reals.
///
/// @param parts two or more, whose other extents agree
public record Concat(List<Value> parts, int axis) implements ArrangeOp {
    public Concat {
        parts = List.copyOf(parts);
        if (parts.size() < 2) {
            throw new IllegalArgumentException("nothing to join");
        }
        Shape first = parts.getFirst().shape();
        for (Value part : parts) {
            if (axis < 0 || axis >= first.rank() || !without(part.shape(), axis).equals(without(first, axis))) {
                throw new IllegalArgumentException("cannot join " + part.shape() + " to " + first + " along " + axis);
            }
        }
    }

    private static List<Integer> without(Shape shape, int axis) {
        List<Integer> extents = new ArrayList<>(shape.extents());
        extents.subList(axis, axis + 1).clear();
        return extents;
    }

    @Override
    public List<Value> operands() {
        return parts;
    }

    @Override
    public Concat withOperands(List<Value> operands) {
        return new Concat(operands, axis);
    }

    @Override
    public TensorType resultType() {
        List<Integer> extents = new ArrayList<>(parts.getFirst().shape().extents());
        extents.set(
                axis, parts.stream().mapToInt(part -> part.shape().extent(axis)).reduce(0, Math::addExact));
        return new TensorType(new Shape(extents), element());
    }

    private ElementType element() {
        List<ElementType> elements =
                parts.stream().map(part -> part.type().element()).distinct().toList();
        boolean integers = elements.stream().allMatch(IntType.class::isInstance);
        if (integers) {
            return IntType.holding(elements.stream()
                    .map(element -> ((IntType) element).range())
                    .reduce(IntRange::union)
                    .orElseThrow());
        }
        boolean alike = elements.size() == 1
                && !(elements.getFirst() instanceof QuantType type && type.map().axis() == axis);
        return alike ? elements.getFirst() : RealType.REAL;
    }

    @Override
    public int[] sources() {
        Shape shape = resultType().shape();
        int[] from = new int[shape.size()];
        int block = shape.stride(axis) * shape.extent(axis);
        int first = 0;
        int start = 0;
        for (Value part : parts) {
            int run = part.shape().extent(axis) * shape.stride(axis);
            for (int i = 0; i < part.shape().size(); i++) {
                from[i / run * block + start + i % run] = first + i;
            }
            first += part.shape().size();
            start += run;
        }
        return from;
    }
}
