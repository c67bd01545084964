package io.goshawk.ir.onnx.spatial;

import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.window.Window;
import java.util.List;

/// ONNX DeformConv in two dimensions, without its bias, which is an addition behind it: a convolution
/// whose taps read the input at moved places, between elements (bilinearly, zero outside), and
/// weighted.
///
/// @param input `[n, c, h, w]`
/// @param weights `[m, c / groups, kh, kw]`
/// @param offset `[n, offsetGroups * kh * kw * 2, oh, ow]`: how far each tap is moved, down and right
/// @param mask `[n, offsetGroups * kh * kw, oh, ow]`: the weight of each tap
public record DeformConv(
        Value input, Value weights, Value offset, Value mask, Window window, int groups, int offsetGroups)
        implements SpatialOp {
    public DeformConv {
        Conv plain = new Conv(input, weights, window, groups);
        Shape result = plain.resultType().shape();
        Shape kernel = weights.shape();
        if (window.rank() != 2 || offsetGroups < 1 || input.shape().extent(1) % offsetGroups != 0) {
            throw new IllegalArgumentException("no deformable convolution of " + input.shape() + " by " + kernel
                    + " in " + offsetGroups + " offset groups");
        }
        int taps = offsetGroups * kernel.extent(2) * kernel.extent(3);
        if (!offset.shape().equals(Shape.of(result.extent(0), taps * 2, result.extent(2), result.extent(3)))
                || !mask.shape().equals(Shape.of(result.extent(0), taps, result.extent(2), result.extent(3)))) {
            throw new IllegalArgumentException("offsets of shape " + offset.shape() + " and a mask of " + mask.shape()
                    + " for " + taps + " taps and a result of " + result);
        }
    }

    @Override
    public boolean isAffine() {
        return false;
    }

    @Override
    public List<Value> operands() {
        return List.of(input, weights, offset, mask);
    }

    @Override
    public DeformConv withOperands(List<Value> o) {
        return new DeformConv(o.get(0), o.get(1), o.get(2), o.get(3), window, groups, offsetGroups);
    }

    @Override
    public TensorType resultType() {
        return new Conv(input, weights, window, groups).resultType();
    }
}
