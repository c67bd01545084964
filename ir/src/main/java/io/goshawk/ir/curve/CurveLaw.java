package io.goshawk.ir.curve;

import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;

/// What a curve stands for, in steps of its output: `clamp((kind(scale * x + offset) - outputOffset) /
/// outputScale)`, a real number for each integer `x`.
///
/// A [CurveForm] comes near it, and says how near: the form is what every engine computes, the law what
/// the model meant.
///
/// @param outputScale positive
/// @param clamp in steps of the output
public record CurveLaw(CurveKind kind, Real scale, Real offset, Real outputScale, Real outputOffset, IntRange clamp) {
    public CurveLaw {
        if (outputScale.signum() <= 0) {
            throw new IllegalArgumentException("an output scale of " + outputScale);
        }
    }

    /// {@return whether the curve has a value at every integer of `interval`}
    public boolean isDefined(IntRange interval) {
        return on(interval).isDefined();
    }

    /// {@return the law prepared for many questions about the integers of `interval`}
    public Sampled on(IntRange interval) {
        return new Sampled(this, interval);
    }

    /// The law in double precision, with bounds on what that leaves out.
    public static final class Sampled {
        /// Of the affine maps around the function: a handful of roundings.
        private static final double ROUNDING = 0x1p-49;

        private final CurveKind kind;
        private final double scale;
        private final double offset;
        private final double outputScale;
        private final double outputOffset;
        private final double low;
        private final double high;

        private Sampled(CurveLaw law, IntRange interval) {
            this.kind = law.kind;
            this.scale = law.scale.toDouble();
            this.offset = law.offset.toDouble();
            this.outputScale = law.outputScale.toDouble();
            this.outputOffset = law.outputOffset.toDouble();
            double first = scale * interval.min().doubleValue() + offset;
            double last = scale * interval.max().doubleValue() + offset;
            this.low = Math.min(first, last);
            this.high = Math.max(first, last);
        }

        boolean isDefined() {
            return Double.isFinite(low) && Double.isFinite(high) && kind.isDefined(low, high);
        }

        /// {@return the law at `x` without its clamp, in steps}
        public double at(double x) {
            return steps(reference(x));
        }

        /// {@return the function's reference value for `x`}
        double reference(double x) {
            return kind.at(scale * x + offset);
        }

        /// {@return a value of the function in steps}
        double steps(double value) {
            return (value - outputOffset) / outputScale;
        }

        /// {@return how far [#at] may be from the law at `x`, in steps}
        public double error(double x) {
            return error(x, reference(x));
        }

        /// {@return the same where the reference value is known}
        double error(double x, double value) {
            double argument = scale * x + offset;
            double moved = ROUNDING * (Math.abs(scale * x) + Math.abs(offset));
            double error = kind.error(argument, value) + moved * kind.slope(argument - moved, argument + moved);
            return (error + ROUNDING * (Math.abs(value) + Math.abs(outputOffset))) / outputScale;
        }

        /// {@return a bound on the second derivative in steps, from `from` to `to`}
        public double curvature(double from, double to) {
            double a = scale * from + offset;
            double b = scale * to + offset;
            return kind.curvature(Math.min(a, b), Math.max(a, b)) * scale * scale / outputScale;
        }

        /// {@return a bound on the first derivative in steps, from `from` to `to`}
        public double slope(double from, double to) {
            double a = scale * from + offset;
            double b = scale * to + offset;
            return kind.slope(Math.min(a, b), Math.max(a, b)) * Math.abs(scale) / outputScale;
        }
    }
}
