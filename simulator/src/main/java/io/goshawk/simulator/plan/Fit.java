package io.goshawk.simulator.plan;

import java.util.Optional;

/// A requantiser as `round(clamp(fma(x, slope, offset)))` in floating point, ties to even, proven equal
/// on the whole interval.
///
/// Conversion, fused multiply-add, clamp and rounding are all monotone, and so is the requantiser:
/// where both agree at both ends of each tread, they agree everywhere. That is looked at, by the very
/// arithmetic that will run.
///
/// @param single whether single precision is enough; then `x` is converted to it first
public record Fit(boolean single, double slope, double offset, double low, double high) {
    /// Rounding errors of the search; what it finds is proven all the same.
    private static final double SLACK = 0x1p-30;
    private static final int REFINEMENTS = 48;
    /// Rounding by adding and subtracting a constant is exact below.
    private static final double LARGEST_SINGLE = 0x1p22;
    private static final double LARGEST_DOUBLE = 0x1p50;

    /// {@return a fit of `treads`; nothing where none was found}
    /// @param guess about how steep the function is
    /// @param base is taken off every value
    /// @param single in single precision, else in double
    public static Optional<Fit> of(Treads treads, double guess, long base, boolean single) {
        return treads.monotone() ? new Search(treads, base).fit(guess, single) : Optional.empty();
    }

    /// {@return the value at `x`}
    public double apply(long x) {
        if (single) {
            float y = Math.fma((float) x, (float) slope, (float) offset);
            return Math.rint(Math.min(Math.max(y, (float) low), (float) high));
        }
        return Math.rint(Math.min(Math.max(Math.fma((double) x, slope, offset), low), high));
    }

    private record Search(Treads treads, long base) {
        Optional<Fit> fit(double guess, boolean single) {
            if (treads.count() == 1) {
                double value = treads.value(0) - base;
                return Optional.of(new Fit(single, 0, value, value, value)).filter(this::holds);
            }
            double slope = guess == 0 || !Double.isFinite(guess) ? average() : guess;
            Optional<Fit> first = around(slope, single);
            return first.isPresent() ? first : around(widest(slope), single);
        }

        private double average() {
            int end = treads.count() - 1;
            return (double) (treads.value(end) - treads.value(0)) / (treads.first(end) - treads.last(0));
        }

        /// The slopes next to `slope` that the format has.
        private Optional<Fit> around(double slope, boolean single) {
            for (int step : new int[] {0, 1, -1, 2, -2}) {
                double ulp = single ? Math.ulp((float) slope) : Math.ulp(slope);
                double near = single ? (float) ((float) slope + step * ulp) : slope + step * ulp;
                Optional<Fit> fit = with(near, single, false)
                        .filter(this::holds)
                        .or(() -> with(near, single, true).filter(this::holds));
                if (fit.isPresent()) {
                    return fit;
                }
            }
            return Optional.empty();
        }

        /// @param narrow whether the gap has no width: enough where ties go to even, as they do in floating point
        private Optional<Fit> with(double slope, boolean single, boolean narrow) {
            Gap gap = gap(slope);
            if (!(narrow ? Math.abs(gap.width()) < SLACK : gap.width() > 0)) {
                return Optional.empty();
            }
            double middle = narrow ? rounded(gap.low()) : gap.low() + gap.width() / 2;
            int end = treads.count() - 1;
            double a = treads.value(0) - base;
            double b = treads.value(end) - base;
            double offset = single ? (float) middle : middle;
            return Optional.of(new Fit(single, slope, offset, Math.min(a, b), Math.max(a, b)));
        }

        /// {@return `offset` without the rounding errors of the arithmetic that found it, if it is a
        ///     short number}
        private static double rounded(double offset) {
            double scale = 0x1p24;
            return Math.abs(offset) < scale ? Math.rint(offset * scale) / scale : offset;
        }

        /// The offsets that would do were there no rounding errors.
        private record Gap(double low, double high) {
            double width() {
                return high - low;
            }
        }

        private Gap gap(double slope) {
            double low = Double.NEGATIVE_INFINITY;
            double high = Double.POSITIVE_INFINITY;
            for (int i = 1; i < treads.count(); i++) {
                double before = treads.value(i - 1) - base;
                double after = treads.value(i) - base;
                double left = slope * treads.last(i - 1);
                double right = slope * treads.first(i);
                if (after > before) {
                    high = Math.min(high, before + 0.5 - left);
                    low = Math.max(low, after - 0.5 - right);
                } else {
                    low = Math.max(low, before - 0.5 - left);
                    high = Math.min(high, after + 0.5 - right);
                }
            }
            return new Gap(low, high);
        }

        /// The gap's width is a concave function of the slope: its largest value by golden sections.
        private double widest(double slope) {
            double spread = Math.abs(slope) * 0x1p-6;
            double from = slope - spread;
            double to = slope + spread;
            double ratio = (Math.sqrt(5) - 1) / 2;
            for (int i = 0; i < REFINEMENTS; i++) {
                double left = to - ratio * (to - from);
                double right = from + ratio * (to - from);
                if (gap(left).width() < gap(right).width()) {
                    from = left;
                } else {
                    to = right;
                }
            }
            return (from + to) / 2;
        }

        private boolean holds(Fit fit) {
            double largest = fit.single() ? LARGEST_SINGLE : LARGEST_DOUBLE;
            if (!(Math.abs(fit.low()) < largest && Math.abs(fit.high()) < largest)) {
                return false;
            }
            for (int i = 0; i < treads.count(); i++) {
                double value = treads.value(i) - base;
                if (fit.apply(treads.first(i)) != value || fit.apply(treads.last(i)) != value) {
                    return false;
                }
            }
            return true;
        }
    }
}
