package io.goshawk.ir.num;

import java.math.BigInteger;

/// An exact number `rational + factor * sqrt(radicand)`, with `factor` not zero and `radicand` a positive
/// fraction that is no square. Printed as `(1/3 + 5p-2*sqrt(7/2))`.
///
/// The radicand is kept as it came (not squarefree), so two surds add only when they carry the same root;
/// within one channel of a batch normalisation they always do.
public record Surd(Real rational, Real factor, Real radicand) implements Real {
    /// How far interval refinement of two different roots goes before giving up, in bits.
    private static final int MAX_BITS = 1 << 16;

    /// So many bits behind the point reach below the smallest positive double.
    private static final int SMALLEST_BITS = 1200;

    static Surd of(Real number) {
        return number instanceof Surd s ? s : new Surd(number, Dyadic.ZERO, Dyadic.ONE);
    }

    static Real sqrt(Rational number) {
        if (number.signum() < 0) {
            throw new ArithmeticException("no square root of the negative number " + number);
        }
        // sqrt(n/d) = sqrt(n*d)/d: one integer root decides whether the number is a square.
        BigInteger product = number.numerator().multiply(number.denominator());
        BigInteger root = product.sqrt();
        if (root.multiply(root).equals(product)) {
            return Rational.of(root, number.denominator());
        }
        return new Surd(Dyadic.ZERO, Rational.of(BigInteger.ONE, number.denominator()), Dyadic.of(product));
    }

    private static Real make(Real rational, Real factor, Real radicand) {
        return factor.signum() == 0 ? rational : new Surd(rational, factor, radicand);
    }

    private static Real commonRoot(Surd a, Surd b) {
        if (a.factor.signum() == 0) {
            return b.radicand;
        }
        if (b.factor.signum() == 0 || a.radicand.equals(b.radicand)) {
            return a.radicand;
        }
        throw new ArithmeticException("no exact sum or product of " + a + " and " + b);
    }

    static Real sum(Surd a, Surd b) {
        return make(a.rational.plus(b.rational), a.factor.plus(b.factor), commonRoot(a, b));
    }

    static Real product(Surd a, Surd b) {
        Real root = commonRoot(a, b);
        Real plain = a.rational.times(b.rational).plus(a.factor.times(b.factor).times(root));
        return make(plain, a.rational.times(b.factor).plus(a.factor.times(b.rational)), root);
    }

    Real reciprocal() {
        Real norm = rational.times(rational).minus(factor.times(factor).times(radicand));
        return make(rational.dividedBy(norm), factor.negate().dividedBy(norm), radicand);
    }

    /// Compares numbers with different roots by refining both until they separate; two such numbers are equal
    /// only if both roots are rational multiples of each other, which one exact test of squares settles first.
    static int compareAcrossRoots(Surd a, Surd b) {
        // sqrt(ra)/sqrt(rb) is rational iff ra*rb is a square: then rewrite b over a's root.
        Real product = Real.sqrt(a.radicand.times(b.radicand));
        if (!(product instanceof Surd)) {
            Real factor = b.factor.times(product).dividedBy(a.radicand);
            return a.minus(new Surd(b.rational, factor, a.radicand)).signum();
        }
        for (int bits = 64; bits <= MAX_BITS; bits *= 2) {
            BigInteger left = a.times(Dyadic.powerOfTwo(bits)).floor();
            BigInteger right = b.times(Dyadic.powerOfTwo(bits)).floor();
            if (!left.equals(right)) {
                return left.compareTo(right);
            }
        }
        throw new ArithmeticException("cannot separate " + a + " from " + b);
    }

    @Override
    public Real negate() {
        return make(rational.negate(), factor.negate(), radicand);
    }

    @Override
    public int signum() {
        int plain = rational.signum();
        int root = factor.signum();
        if (plain == 0 || plain == root) {
            return root;
        }
        // Opposite signs: the larger square wins; they differ, since the radicand is no square.
        int bySquares = rational.times(rational).compareTo(factor.times(factor).times(radicand));
        return bySquares > 0 ? plain : root;
    }

    @Override
    public BigInteger floor() {
        // this = (whole +- sqrt(square)) / scale with integers, and floor(y / n) = floor(floor(y) / n).
        Rational plain = Rational.of(rational);
        Rational weight = Rational.of(factor);
        Rational under = Rational.of(radicand);
        BigInteger scale = plain.denominator().multiply(weight.denominator()).multiply(under.denominator());
        BigInteger whole = plain.numerator().multiply(scale.divide(plain.denominator()));
        BigInteger outer = weight.numerator().multiply(scale.divide(weight.denominator()));
        BigInteger square = outer.multiply(outer).multiply(under.numerator()).divide(under.denominator());
        BigInteger root = square.sqrt();
        BigInteger shifted = weight.signum() > 0
                ? whole.add(root)
                : whole.subtract(root).subtract(root.multiply(root).equals(square) ? BigInteger.ZERO : BigInteger.ONE);
        return Rational.floorDivide(shifted, scale);
    }

    @Override
    public double toDouble() {
        double estimate = rational.toDouble() + factor.toDouble() * Math.sqrt(radicand.toDouble());
        int exponent = Double.isFinite(estimate) && estimate != 0.0 ? Math.getExponent(estimate) : 0;
        int bits = Math.clamp(64L - exponent, -900, 1100) + 8;
        BigInteger scaled = times(Dyadic.powerOfTwo(bits)).floor();
        // Where the two terms cancel, the estimate says too little: take more bits until 64 of them count.
        while (scaled.abs().bitLength() < 64 && bits < SMALLEST_BITS) {
            bits += 64;
            scaled = times(Dyadic.powerOfTwo(bits)).floor();
        }
        return new Dyadic(scaled, -bits).toDouble();
    }

    @Override
    public String toString() {
        return "(" + rational + " + " + factor + "*sqrt(" + radicand + "))";
    }
}
