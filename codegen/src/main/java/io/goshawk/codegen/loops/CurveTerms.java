package io.goshawk.codegen.loops;

import io.goshawk.codegen.Names;
import io.goshawk.ir.Location;
import io.goshawk.ir.curve.CurveForm;
import io.goshawk.ir.curve.ErfPolynomial;
import io.goshawk.ir.curve.Exponential;
import io.goshawk.ir.curve.Segments;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.List;

/// The form of a curve, and its constants as arrays.
///
/// @param arrays the coefficients, row after row, and the shifts of the segments; none where there are
///     no segments
/// @param bits hold every value on the way, sign included, and exceed every shift
public record CurveTerms(CurveForm form, List<Column> arrays, int bits) {
    public CurveTerms {
        arrays = List.copyOf(arrays);
    }

    /// {@return the terms of `form` for arguments in `interval`}
    /// @param name that of the layer
    static CurveTerms of(CurveForm form, IntRange interval, String name, Names names) {
        int values = Math.max(form.bits(interval), width(interval));
        return switch (form) {
            case Segments segments ->
                new CurveTerms(form, arrays(segments, name, names), Math.max(values, shifts(segments) + 2));
            case Exponential power -> {
                Segments mantissa = power.mantissa();
                int own = Math.max(power.fractionBits(), power.maxShift());
                int bits = Math.max(values, Math.max(own, shifts(mantissa)) + 2);
                yield new CurveTerms(form, arrays(mantissa, name, names), bits);
            }
            case ErfPolynomial _ -> new CurveTerms(form, List.of(), values);
        };
    }

    private static int shifts(Segments segments) {
        return segments.shifts().stream().reduce(segments.segmentBits(), Math::max);
    }

    private static List<Column> arrays(Segments segments, String name, Names names) {
        List<BigInteger> shifts =
                segments.shifts().stream().map(BigInteger::valueOf).toList();
        IntTensor coefficients = segments.coefficients();
        return List.of(
                new Column(names.unique(name + "_coefficients"), coefficients.toBigs()),
                new Column(names.unique(name + "_shifts"), shifts));
    }

    /// Refuses arguments up to `most` where a power of two is not made for them.
    public void check(BigInteger most, Location at, Diagnostics diagnostics) {
        if (form instanceof Exponential power && most.compareTo(power.top()) > 0) {
            diagnostics.add(Diagnostic.of(
                    Code.UNSUPPORTED_FEATURE,
                    at,
                    "a power of two is asked for " + most + ", beyond its top " + power.top()));
        }
    }

    /// {@return the code whose distance to an element is the curve's argument}
    public BigInteger zero() {
        return form instanceof ErfPolynomial erf ? erf.zero() : BigInteger.ZERO;
    }

    /// {@return bits of a signed integer that holds `range`}
    static int width(IntRange range) {
        return Math.max(range.min().bitLength(), range.max().bitLength()) + 1;
    }

    /// {@return what it is, for a comment}
    String says() {
        return switch (form) {
            case Segments segments when segments.isTable() -> "a table of " + segments.count();
            case Segments segments -> segments.count() + " segments of degree " + segments.degree();
            case Exponential _ -> "a power of two";
            case ErfPolynomial erf -> erf.gated() ? "a GELU of second order" : "an error function of second order";
        };
    }
}
