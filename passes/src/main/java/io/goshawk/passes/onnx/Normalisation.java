package io.goshawk.passes.onnx;

import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Rational;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Surd;
import java.math.BigInteger;
import java.util.List;

/// One channel of a batch normalisation: `scale * (x - mean) / sqrt(variance) + bias`, the variance with
/// epsilon in it.
record Normalisation(Real scale, Real bias, Real mean, Real variance) {
    /// What programs that export models add to variances, and nothing.
    private static final List<Float> EPSILONS = List.of(1e-5f, 1e-3f, 1e-4f, 1e-6f, 1e-7f, 1e-8f, 1e-12f, 0f);

    /// {@return the channel that is the map `factor * x + offset`}
    /// @throws NoForm if there is none
    static Normalisation of(Real factor, Real offset) {
        return switch (factor) {
            case Surd root -> of(root, offset);
            case Rational _, Dyadic _ -> {
                if (offset instanceof Surd) {
                    throw new NoForm("a map with the factor " + factor + " and the offset " + offset);
                }
                Real denominator = Dyadic.of(denominator(factor));
                yield new Normalisation(factor.times(denominator), offset, Dyadic.ZERO, denominator.times(denominator));
            }
        };
    }

    /// The factor `f sqrt(r)` is `f r / sqrt(r)`. Of `r`, which is an integer `n 2^k`, with `n` odd, `n 2^-k`
    /// was the variance that it came from: numerator times denominator.
    private static Normalisation of(Surd factor, Real offset) {
        if (factor.rational().signum() != 0 || !(factor.radicand() instanceof Dyadic radicand)) {
            throw new NoForm("a map with the factor " + factor);
        }
        Real shrunk = Dyadic.powerOfTwo(-Math.max(0, radicand.exponent()));
        Real scale = factor.factor().times(radicand).times(shrunk);
        Real denominator = Dyadic.of(denominator(scale));
        Real variance = radicand.times(shrunk).times(shrunk).times(denominator).times(denominator);
        Real mean = Dyadic.ZERO;
        Real bias = offset;
        if (offset instanceof Surd moved) {
            if (!moved.radicand().equals(radicand)) {
                throw new NoForm("a map with the factor " + factor + " and the offset " + offset);
            }
            mean = moved.factor().negate().dividedBy(factor.factor());
            bias = moved.rational();
        }
        return new Normalisation(scale.times(denominator), bias, mean, variance);
    }

    private static BigInteger denominator(Real number) {
        return number instanceof Rational fraction ? fraction.denominator() : BigInteger.ONE;
    }

    /// {@return an epsilon behind which all variances are floats of single precision, or none}
    static float epsilon(List<Normalisation> channels) {
        return EPSILONS.stream()
                .filter(epsilon -> channels.stream()
                        .map(channel -> channel.variance().minus(Dyadic.exactly(epsilon)))
                        .allMatch(variance -> variance.signum() >= 0 && FloatConstants.isSingle(variance)))
                .findFirst()
                .orElse(0f);
    }
}
