package io.goshawk.codegen.loops;

import io.goshawk.ir.curve.ErfPolynomial;
import io.goshawk.ir.curve.Exponential;
import io.goshawk.ir.curve.Segments;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Curves as calls of a target's `nonlinear.h`, each of which has functions of the same names.
///
/// @param constant how the target writes an integer
/// @param argument of the templates that are called: the type, or the width, of what is computed
/// @param shifted how the target writes a shift toward minus infinity
public record CurveCalls(Function<BigInteger, String> constant, String argument, Shift shifted) {
    private static final String NEXT_LINE = "\n" + " ".repeat(16);

    /// A shift to the right, as written.
    public interface Shift {
        /// {@return `value` shifted by `places`}
        String of(String value, int places);
    }

    /// {@return the value of `curve` at the variable `element`, as written}
    public String value(CurveTerms curve) {
        return switch (curve.form()) {
            case Segments segments ->
                call("segments", Stream.of(constant(segments.first()), "" + segments.segmentBits()), curve);
            case Exponential power ->
                call(
                        "exponential",
                        Stream.of(
                                constant(power.top()),
                                constant(power.multiplier()),
                                "" + power.drop(),
                                "" + power.fractionBits(),
                                "" + power.maxShift(),
                                constant(power.mantissa().first()),
                                "" + power.mantissa().segmentBits()),
                        curve);
            case ErfPolynomial erf -> polynomial(erf);
        };
    }

    private String constant(BigInteger value) {
        return constant.apply(value);
    }

    private String call(String function, Stream<String> constants, CurveTerms curve) {
        List<String> arrays = curve.arrays().stream().map(Column::name).toList();
        return Stream.of(Stream.of("element"), constants, arrays.stream())
                .flatMap(parts -> parts)
                .collect(Collectors.joining(", ", "goshawk::" + function + "<" + argument + ">(" + NEXT_LINE, ")"));
    }

    private String polynomial(ErfPolynomial erf) {
        String unit = constant(erf.unit());
        String function =
                "goshawk::error_function<%s>(element, %s, %s)".formatted(argument, constant(erf.bound()), unit);
        String product = erf.gated()
                ? "element * " + shifted.of(unit + " + " + function, erf.drop())
                : shifted.of(function, erf.drop());
        String sum = NEXT_LINE + product + " * " + constant(erf.multiplier()) + " + " + constant(erf.addend());
        return shifted.of(sum, erf.shift());
    }
}
