package io.goshawk.ir.onnx.spatial;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// ONNX GridSample: `[n, c, …]` read at the places that `grid`, `[n, places…, axes]`, names, last axis first.
///
/// @param alignCorners whether -1 and 1 are the middles of the outermost elements, instead of their outer edges
public record GridSample(Value input, Value grid, Mode mode, Padding padding, boolean alignCorners)
        implements SpatialOp {
    /// What is made of the elements near a place.
    public enum Mode {
        NEAREST,
        LINEAR,
        CUBIC
    }

    /// What lies beyond the border.
    public enum Padding {
        ZEROS,
        BORDER,
        REFLECTION
    }

    public GridSample {
        Shape data = input.shape();
        Shape places = grid.shape();
        int axes = data.rank() - 2;
        if (axes < 1 || places.rank() != data.rank() || places.last() != axes || places.extent(0) != data.extent(0)) {
            throw new IllegalArgumentException("a grid of " + places + " names no places of " + data);
        }
        if (data.size() == 0 && places.size() > 0) {
            throw new IllegalArgumentException("there is nothing to read in " + data);
        }
    }

    @Override
    public boolean isAffine() {
        return false;
    }

    @Override
    public List<Value> operands() {
        return List.of(input, grid);
    }

    @Override
    public GridSample withOperands(List<Value> operands) {
        return new GridSample(operands.get(0), operands.get(1), mode, padding, alignCorners);
    }

    @Override
    public TensorType resultType() {
        List<Integer> extents = new ArrayList<>(input.shape().extents().subList(0, 2));
        extents.addAll(grid.shape().extents().subList(1, grid.shape().rank() - 1));
        return input.type().withShape(new Shape(extents));
    }
}
