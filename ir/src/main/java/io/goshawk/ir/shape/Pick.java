package io.goshawk.ir.shape;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// The places `places` along `axis`, in that order, any of them several times or not at all: a slice, a
/// gather, one axis of a nearest resize.
///
/// @param places each of them a place along `axis` of the input; one at least
public record Pick(Value input, int axis, List<Integer> places) implements ArrangeOp {
    public Pick {
        places = List.copyOf(places);
        Shape shape = input.shape();
        if (axis < 0 || axis >= shape.rank() || places.isEmpty()) {
            throw new IllegalArgumentException("no places along axis " + axis + " of " + shape);
        }
        for (int place : places) {
            if (place < 0 || place >= shape.extent(axis)) {
                throw new IllegalArgumentException("no place " + place + " along axis " + axis + " of " + shape);
            }
        }
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Pick withOperands(List<Value> operands) {
        return new Pick(operands.getFirst(), axis, places);
    }

    @Override
    public TensorType resultType() {
        List<Integer> extents = new ArrayList<>(input.shape().extents());
        extents.set(axis, places.size());
        ElementType element = input.type().element() instanceof QuantType quant
                ? new QuantType(quant.storage(), picked(quant.map()))
                : input.type().element();
        return new TensorType(new Shape(extents), element);
    }

    /// {@return what is left of numbers along the axes of the input}
    public Affine picked(Affine map) {
        return new Affine(picked(map.scale()), picked(map.offset()));
    }

    /// {@return what is left of numbers along the axes of the input}
    public Coefficients picked(Coefficients numbers) {
        return numbers instanceof Coefficients.PerAxis along && along.axis() == axis
                ? Coefficients.of(axis, places.stream().map(along::at).toList())
                : numbers;
    }

    @Override
    public int[] sources() {
        int inner = input.shape().stride(axis);
        int[] from = new int[resultType().shape().size()];
        for (int i = 0; i < from.length; i++) {
            int line = i / inner / places.size();
            int place = places.get(i / inner % places.size());
            from[i] = (line * input.shape().extent(axis) + place) * inner + i % inner;
        }
        return from;
    }
}
