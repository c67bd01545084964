package io.goshawk.ir.curve;

import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// The part of [CurveProof] for intervals too long to be looked at integer by integer.
final class PieceProof {
    private final CurveLaw.Sampled law;
    private final IntRange interval;
    private final BigInteger step;
    private final double min;
    private final double max;
    private double bound;

    PieceProof(CurveLaw law, IntRange interval, BigInteger pieces) {
        this.law = law.on(interval);
        this.interval = interval;
        this.step = interval.count().divide(pieces).add(BigInteger.ONE);
        this.min = law.clamp().min().doubleValue();
        this.max = law.clamp().max().doubleValue();
    }

    /// A smooth function on a part of the interval and how far the form is from it there.
    ///
    /// @param at its value in steps at one of the places
    /// @param curvature bounds its second derivative
    private record Part(Places places, IntToDoubleFunction at, double curvature, double slack) {}

    double segments(Segments form) {
        for (int segment = 0; segment < form.count(); segment++) {
            BigInteger start = form.start(segment);
            BigInteger end = start.add(BigInteger.ONE.shiftLeft(form.segmentBits()));
            BigInteger from = segment == 0 ? interval.min() : start;
            BigInteger to = segment == form.count() - 1 ? interval.max() : end;
            part(form, segment, start, from, to);
        }
        return bound;
    }

    private void part(Segments form, int segment, BigInteger start, BigInteger from, BigInteger to) {
        BigInteger low = from.max(interval.min());
        BigInteger high = to.min(interval.max());
        if (low.compareTo(high) > 0) {
            return;
        }
        // The last shift rounds to nearest what lies half a step below.
        double half = form.shifts().getFirst() > 0 ? 0.5 : 0;
        double farthest = Math.max(
                Math.abs(low.subtract(start).doubleValue()),
                Math.abs(high.subtract(start).doubleValue()));
        // What is dropped lies between nothing and this twice.
        double dropped = dropped(form, segment, farthest) / 2;
        double[] powers = IntStream.rangeClosed(0, form.degree())
                .mapToDouble(power -> real(form, segment, power))
                .toArray();
        double curvature = form.degree() < 2 ? 0 : 2 * Math.abs(powers[2]);
        Places places = new Places(new IntRange(low, high), step);
        prove(new Part(
                places,
                place -> polynomial(powers, places.distance(place, start)) - half - dropped,
                curvature,
                half + dropped));
    }

    private static double real(Segments form, int segment, int power) {
        int places = form.shifts().subList(0, power + 1).stream()
                .mapToInt(Integer::intValue)
                .sum();
        return Math.scalb(form.coefficient(segment, power).doubleValue(), -places);
    }

    private static double polynomial(double[] powers, double t) {
        double sum = 0;
        for (int power = powers.length - 1; power >= 0; power--) {
            sum = sum * t + powers[power];
        }
        return sum;
    }

    /// {@return what the shifts between the powers lose at most}
    private static double dropped(Segments form, int segment, double farthest) {
        double lost = 0;
        int places = 0;
        for (int power = 1; power <= form.degree(); power++) {
            places += form.shifts().get(power - 1);
            boolean shifts = form.shifts().get(power) > 0
                    && form.coefficient(segment, power).signum() != 0;
            lost += shifts ? Math.scalb(Math.pow(farthest, power - 1), -places) : 0;
        }
        return lost;
    }

    double polynomial(ErfPolynomial form) {
        BigInteger zero = interval.clamp(form.zero());
        double unit = Math.scalb(form.multiplier().doubleValue(), -form.shift());
        double erf = Math.scalb(unit, -form.drop());
        double farthest = interval.max()
                .subtract(form.zero())
                .abs()
                .max(interval.min().subtract(form.zero()).abs())
                .doubleValue();
        double curvature = Math.abs(erf) * (form.gated() ? 4 * form.bound().doubleValue() + 2 * farthest : 2);
        double slack = 0.5 + Math.abs(unit) * (form.gated() ? farthest : 1);
        for (boolean positive : new boolean[] {false, true}) {
            IntRange side = positive ? new IntRange(zero, interval.max()) : new IntRange(interval.min(), zero);
            Places places = new Places(side, step);
            prove(new Part(places, place -> value(form, places.at(place), positive), curvature, slack));
        }
        return bound;
    }

    /// {@return what the form would be without any shift that loses bits, and with the sign of one
    ///     side}
    private static double value(ErfPolynomial form, BigInteger x, boolean positive) {
        BigInteger q = x.subtract(form.zero());
        BigInteger rest = form.bound().subtract(q.abs().min(form.bound()));
        BigInteger magnitude = form.unit().subtract(rest.multiply(rest));
        BigInteger erf = positive ? magnitude : magnitude.negate();
        BigInteger product = form.gated() ? q.multiply(form.unit().add(erf)) : erf;
        BigInteger whole = product.multiply(form.multiplier()).add(form.addend().shiftLeft(form.drop()));
        return Math.scalb(whole.doubleValue(), -form.shift() - form.drop()) - 0.5;
    }

    private void prove(Part part) {
        End left = end(part, 0);
        for (int place = 1; place < part.places().count(); place++) {
            End right = end(part, place);
            piece(part, left, right);
            left = right;
        }
        piece(part, left, left);
    }

    private record End(double x, double form, double law, double error) {}

    private End end(Part part, int place) {
        double x = part.places().distance(place, BigInteger.ZERO);
        double value = law.reference(x);
        return new End(x, part.at().applyAsDouble(place), law.steps(value), law.error(x, value));
    }

    private void piece(Part part, End a, End b) {
        double length = b.x() - a.x();
        double formStray = length * length / 8 * part.curvature();
        double curvature = length == 0 ? 0 : law.curvature(a.x(), b.x());
        double lawStray =
                Double.isFinite(curvature) ? length * length / 8 * curvature : length * law.slope(a.x(), b.x());
        boolean above = Math.min(a.form(), b.form()) - formStray - part.slack() >= max
                && Math.min(a.law(), b.law()) - lawStray >= max;
        boolean below = Math.max(a.form(), b.form()) + formStray + part.slack() <= min
                && Math.max(a.law(), b.law()) + lawStray <= min;
        if (above || below) {
            return;
        }
        double ends = Math.max(Math.abs(a.form() - a.law()), Math.abs(b.form() - b.law()));
        double rounding = Math.max(a.error(), b.error()) + 0x1p-50 * Math.abs(a.form());
        bound = Math.max(bound, ends + formStray + lawStray + part.slack() + rounding);
    }
}
