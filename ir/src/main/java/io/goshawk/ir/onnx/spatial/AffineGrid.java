package io.goshawk.ir.onnx.spatial;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.ArrayList;
import java.util.List;

/// ONNX AffineGrid: the grid for [GridSample] that shows a map through `theta`, matrices `[n, axes, axes + 1]`.
///
/// @param extents of the map, outermost axis first
/// @param alignCorners as GridSample understands it
public record AffineGrid(Value theta, List<Integer> extents, boolean alignCorners) implements SpatialOp {
    public AffineGrid {
        extents = List.copyOf(extents);
        Shape matrices = theta.shape();
        int axes = extents.size();
        if (axes < 1 || matrices.rank() != 3 || matrices.extent(1) != axes || matrices.extent(2) != axes + 1) {
            throw new IllegalArgumentException("matrices of shape " + matrices + " move no map of " + extents);
        }
    }

    @Override
    public boolean isAffine() {
        return false;
    }

    @Override
    public List<Value> operands() {
        return List.of(theta);
    }

    @Override
    public AffineGrid withOperands(List<Value> operands) {
        return new AffineGrid(operands.getFirst(), extents, alignCorners);
    }

    @Override
    public TensorType resultType() {
        List<Integer> result = new ArrayList<>(List.of(theta.shape().extent(0)));
        result.addAll(extents);
        result.add(extents.size());
        return theta.type().withShape(new Shape(result));
    }
}
