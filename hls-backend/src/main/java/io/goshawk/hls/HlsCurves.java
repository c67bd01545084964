package io.goshawk.hls;

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
final class HlsCurves {
    private static final String NEXT_LINE = "\n" + " ".repeat(16);

    private HlsCurves() {}

    /// {@return the code whose distance to an element is the curve's argument}
    static BigInteger zero(CurveTerms curve) {
        return curve.form() instanceof ErfPolynomial erf ? erf.zero() : BigInteger.ZERO;
    }

    /// {@return the value of `curve` at the variable `element` of `bits` bits, as written}
    static String value(CurveTerms curve, int bits) {
        return switch (curve.form()) {
            case Segments segments ->
                call("segments", bits, Stream.of(constant(segments.first()), "" + segments.segmentBits()), curve);
            case Exponential power ->
                call(
                        "exponential",
                        bits,
                        Stream.of(
                                constant(power.top()),
                                constant(power.multiplier()),
                                "" + power.drop(),
                                "" + power.fractionBits(),
                                "" + power.maxShift(),
                                constant(power.mantissa().first()),
                                "" + power.mantissa().segmentBits()),
                        curve);
            case ErfPolynomial erf -> polynomial(erf, "ap_int<" + bits + ">", bits);
        };
    }

    private static String constant(BigInteger value) {
        return HlsTypes.constant(value);
    }

    private static String call(String function, int bits, Stream<String> constants, CurveTerms curve) {
        List<String> arrays = curve.arrays().stream().map(Column::name).toList();
        return Stream.of(Stream.of("element"), constants, arrays.stream())
                .flatMap(parts -> parts)
                .collect(Collectors.joining(", ", "goshawk::" + function + "<" + bits + ">(" + NEXT_LINE, ")"));
    }

    private static String polynomial(ErfPolynomial erf, String type, int bits) {
        String unit = constant(erf.unit());
        String function = "goshawk::error_function<%d>(element, %s, %s)".formatted(bits, constant(erf.bound()), unit);
        String product = erf.gated()
                ? "element * " + shifted(type, unit + " + " + function, erf.drop())
                : shifted(type, function, erf.drop());
        String sum = NEXT_LINE + product + " * " + constant(erf.multiplier()) + " + " + constant(erf.addend());
        return shifted(type, sum, erf.shift());
    }

    private static String shifted(String type, String value, int shift) {
        return type + "(" + type + "(" + value + ") >> " + shift + ")";
    }
}
