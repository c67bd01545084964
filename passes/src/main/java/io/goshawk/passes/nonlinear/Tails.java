package io.goshawk.passes.nonlinear;

import io.goshawk.ir.curve.CurveKind;
import java.util.Optional;

/// The lines that a curve ends in, where it has such ends.
///
/// @param left, right the slope far out on either side; the line of slope 0 has the given level, the
///     other passes through zero
record Tails(Optional<Line> left, Optional<Line> right) {
    /// `slope * x + level`.
    record Line(double slope, double level) {
        double at(double x) {
            return slope * x + level;
        }
    }

    /// Beyond this every curve here equals its line in double precision.
    private static final double FARTHEST = 64;

    private static final Line ZERO = new Line(0, 0);
    private static final Line ONE = new Line(0, 1);
    private static final Line SAME = new Line(1, 0);

    static Tails of(CurveKind kind) {
        return switch (kind) {
            case GELU, GELU_TANH, GELU_SIGMOID, SILU, SOFTPLUS, MISH, HARD_SWISH -> between(ZERO, SAME);
            case SIGMOID -> between(ZERO, ONE);
            case TANH, ERF -> between(new Line(0, -1), ONE);
            case EXP -> new Tails(Optional.of(ZERO), Optional.empty());
            case RECIPROCAL, SQRT -> new Tails(Optional.empty(), Optional.empty());
        };
    }

    private static Tails between(Line left, Line right) {
        return new Tails(Optional.of(left), Optional.of(right));
    }

    /// {@return how far out on one side `kind` comes within `distance` of its line; all of them draw
    ///     nearer monotonely from there}
    static double reach(CurveKind kind, Line line, boolean left, double distance) {
        double reach = FARTHEST;
        for (double x = FARTHEST; x > 0; x -= 1.0 / 16) {
            double place = left ? -x : x;
            if (Math.abs(kind.at(place) - line.at(place)) > distance) {
                return reach;
            }
            reach = x;
        }
        return reach;
    }
}
