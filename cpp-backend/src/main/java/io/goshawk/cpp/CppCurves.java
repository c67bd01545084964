package io.goshawk.cpp;

import io.goshawk.codegen.loops.Column;
import io.goshawk.codegen.loops.CurveTerms;
import io.goshawk.ir.curve.ErfPolynomial;
import io.goshawk.ir.curve.Exponential;
import io.goshawk.ir.curve.Segments;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Curves as calls of `nonlinear.h`.
final class CppCurves {
    private static final String NEXT_LINE = "\n" + " ".repeat(16);

    private CppCurves() {}

    /// {@return the code whose distance to an element is the curve's argument}
    static BigInteger zero(CurveTerms curve) {
        return curve.form() instanceof ErfPolynomial erf ? erf.zero() : BigInteger.ZERO;
    }

    /// {@return the value of `curve` at the variable `element` of type `wide`, as written}
    static String value(CurveTerms curve, String wide) {
        return switch (curve.form()) {
            case Segments segments ->
                call(
                        "segments",
                        wide,
                        Stream.of(CppTypes.literal(segments.first()), "" + segments.segmentBits()),
                        curve);
            case Exponential power ->
                call(
                        "exponential",
                        wide,
                        Stream.of(
                                CppTypes.literal(power.top()),
                                CppTypes.literal(power.multiplier()),
                                "" + power.drop(),
                                "" + power.fractionBits(),
                                "" + power.maxShift(),
                                CppTypes.literal(power.mantissa().first()),
                                "" + power.mantissa().segmentBits()),
                        curve);
            case ErfPolynomial erf -> polynomial(erf, wide);
        };
    }

    private static String call(String function, String wide, Stream<String> constants, CurveTerms curve) {
        List<String> arrays = curve.arrays().stream().map(Column::name).toList();
        return Stream.of(Stream.of("element"), constants, arrays.stream())
                .flatMap(parts -> parts)
                .collect(Collectors.joining(", ", "goshawk::" + function + "<" + wide + ">(" + NEXT_LINE, ")"));
    }

    private static String polynomial(ErfPolynomial erf, String wide) {
        String unit = CppTypes.literal(erf.unit());
        String function =
                "goshawk::error_function<%s>(element, %s, %s)".formatted(wide, CppTypes.literal(erf.bound()), unit);
        String product = erf.gated()
                ? "element * " + shifted(wide, unit + " + " + function, erf.drop())
                : shifted(wide, function, erf.drop());
        String sum = NEXT_LINE + product + " * " + CppTypes.literal(erf.multiplier()) + " + "
                + CppTypes.literal(erf.addend());
        return shifted(wide, sum, erf.shift());
    }

    private static String shifted(String wide, String value, int shift) {
        return "goshawk::shift_floor<%s>(%s, %d)".formatted(wide, value, shift);
    }
}
