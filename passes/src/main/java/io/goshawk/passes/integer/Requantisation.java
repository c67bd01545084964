package io.goshawk.passes.integer;

import io.goshawk.ir.integer.BentLaw;
import io.goshawk.ir.integer.CountLaw;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.StepFunction;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a rescaling between two quantisers means: what the model says, or HAWQ's multiplication by `m /
/// 2^e`.
public sealed interface Requantisation {
    /// Exactly what the model says.
    record Exact() implements Requantisation {
        @Override
        public String toString() {
            return "exact";
        }
    }

    /// By the ratio of the scales, rounded to a mantissa of some bits.
    ///
    /// As HAWQ computes it (`fixedpoint_fn` of its quantisation utilities): the scale of the
    /// accumulator as a float32, divided by that of the output in float64; the quotient's mantissa in
    /// [0.5, 1) times 2^bits, ties up, is `m`.
    ///
    /// @param bits of `m`, from 1 to 31
    /// @param rounding what becomes of `x * m / 2^e`; FLOOR is the plain shift
    record ByDyadic(int bits, Rounding rounding) implements Requantisation {
        public ByDyadic {
            if (bits < 1 || bits > MAX_BITS) {
                throw new IllegalArgumentException("a dyadic scale has 1 to 31 bits, not " + bits);
            }
        }

        /// {@return the multiplier that stands for the ratio of two positive scales}
        public Dyadic ratio(Real accumulator, Real output) {
            double single = (float) accumulator.toDouble();
            double quotient = single / (float) output.toDouble();
            if (!Double.isFinite(quotient) || quotient < Double.MIN_NORMAL) {
                throw new ArithmeticException(
                        "the ratio of the scales " + accumulator + " and " + output + " leaves the floats");
            }
            return rounded(quotient);
        }

        /// {@return `m / 2^e` for a positive normal `quotient`}
        Dyadic rounded(double quotient) {
            int exponent = Math.getExponent(quotient) + 1;
            Real scaled = Dyadic.exactly(quotient).times(Dyadic.powerOfTwo(bits - exponent));
            BigInteger mantissa = Rounding.HALF_UP.apply(scaled);
            // 2^bits itself may come out: a Dyadic is normalised, so it is 2^(bits-1) with one place less.
            return new Dyadic(mantissa, exponent - bits);
        }

        /// {@return the law of a channel whose accumulator stands for `scale * x + offset` of reals,
        ///     behind a quantiser with the step `outScale` and the offset `outOffset`}
        ///
        /// A bias of whole steps of the accumulator is added in front of the multiplication, as HAWQ's
        /// integer biases are; any other, and a zero point, joins behind it, rounded to the grid of the
        /// products.
        Law law(Real scale, Real offset, Real outScale, Real outOffset, IntRange clamp) {
            boolean negative = scale.signum() * outScale.signum() < 0;
            Dyadic magnitude = ratio(magnitude(scale), magnitude(outScale));
            Real ratio = negative ? magnitude.negate() : magnitude;
            Real bias = whole(offset, scale).map(ratio::times).orElseGet(() -> onGrid(offset, outScale, magnitude));
            Real zero = onGrid(outOffset.negate(), outScale, magnitude);
            return new Law(ratio, bias.plus(zero), rounding, clamp);
        }

        /// {@return what this makes of the exact law behind a quantiser with the step `step` and the
        ///     offset `zero`}
        StepFunction instead(StepFunction exact, Real step, Real zero) {
            return switch (exact) {
                case Law line when line.scale().signum() == 0 -> line;
                case Law line ->
                    law(line.scale().times(step), line.offset().times(step).plus(zero), step, zero, line.clamp());
                case CountLaw counted -> counted;
                case BentLaw bent ->
                    Law.bent(bent.pivot(), instead(bent.below(), step, zero), instead(bent.above(), step, zero));
            };
        }

        private static Optional<Real> whole(Real offset, Real scale) {
            try {
                return Optional.of(offset.dividedBy(scale)).filter(Real::isInteger);
            } catch (ArithmeticException differentRoots) {
                return Optional.empty();
            }
        }

        private static Real onGrid(Real offset, Real scale, Dyadic ratio) {
            int places = Math.min(0, ratio.exponent());
            Real steps = offset.dividedBy(scale).times(Dyadic.powerOfTwo(-places));
            return new Dyadic(Rounding.HALF_EVEN.apply(steps), places);
        }

        private static Real magnitude(Real number) {
            return number.signum() < 0 ? number.negate() : number;
        }

        @Override
        public String toString() {
            return "dyadic:" + bits + "," + WORDS.get(rounding);
        }
    }

    /// As HAWQ's: products of 32-bit accumulators fit 64 bits.
    int MAX_BITS = 31;

    /// The tie rules as options are written.
    java.util.Map<Rounding, String> WORDS =
            java.util.Map.of(Rounding.HALF_EVEN, "half-even", Rounding.HALF_UP, "half-up", Rounding.FLOOR, "truncate");

    /// {@return the mode that `text` says: `exact`, `dyadic:N` or `dyadic:N,RULE`}
    /// @throws IllegalArgumentException if it says none
    static Requantisation parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("exact")) {
            return new Exact();
        }
        Matcher matcher = Pattern.compile("dyadic:([0-9]{1,2})(?:,(half-even|half-up|truncate))?")
                .matcher(lower);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "`" + text + "` is neither exact nor dyadic:N with N from 1 to 31 and one of ,half-even ,half-up"
                            + " ,truncate");
        }
        String rule = matcher.group(2) == null ? "half-even" : matcher.group(2);
        Rounding rounding = WORDS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(rule))
                .findFirst()
                .orElseThrow()
                .getKey();
        return new ByDyadic(Integer.parseInt(matcher.group(1)), rounding);
    }
}
