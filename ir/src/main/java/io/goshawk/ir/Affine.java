package io.goshawk.ir;

import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;

/// The map `scale * x + offset`, exactly; per tensor or along an axis.
public record Affine(Coefficients scale, Coefficients offset) {
    /// The map that changes nothing.
    public static final Affine IDENTITY = of(Dyadic.ONE, Dyadic.ZERO);

    /// {@return the map with one scale and one offset for the whole tensor}
    public static Affine of(Real scale, Real offset) {
        return new Affine(Coefficients.of(scale), Coefficients.of(offset));
    }

    /// {@return the map that does `this` first and `next` on its result}
    /// @throws IllegalArgumentException if the two vary along different axes
    public Affine then(Affine next) {
        Coefficients moved = Coefficients.combine(next.scale, offset, Real::times);
        return new Affine(
                Coefficients.combine(next.scale, scale, Real::times),
                Coefficients.combine(moved, next.offset, Real::plus));
    }

    /// {@return this map's value at `x` in place `channel`}
    public Real apply(Real x, int channel) {
        return scale.at(channel).times(x).plus(offset.at(channel));
    }

    /// {@return the axis along which the map varies, or -1 where it is the same everywhere}
    public int axis() {
        return switch (scale) {
            case Coefficients.PerAxis s -> s.axis();
            case Coefficients.PerTensor _ -> offset instanceof Coefficients.PerAxis o ? o.axis() : -1;
        };
    }
}
