package io.goshawk.ir.num;

import java.math.BigInteger;

/// An exact real number: dyadic, rational, or `a + b*sqrt(c)`.
///
/// Every float parameter of a model is a [Dyadic]; divisions by scales give [Rational]s; the factor
/// `gamma / sqrt(variance + epsilon)` of a batch normalisation gives a [Surd]. Each number is held in the
/// smallest of the three forms, so equal numbers are equal objects. Nothing here ever rounds.
public sealed interface Real extends Comparable<Real> permits Dyadic, Rational, Surd {
    /// {@return `this + other`}
    /// @throws ArithmeticException if the two numbers carry different square roots
    default Real plus(Real other) {
        if (this instanceof Dyadic a && other instanceof Dyadic b) {
            return a.plus(b);
        }
        if (this instanceof Surd || other instanceof Surd) {
            return Surd.sum(Surd.of(this), Surd.of(other));
        }
        return Rational.of(this).plus(Rational.of(other));
    }

    /// {@return `this - other`}
    /// @throws ArithmeticException if the two numbers carry different square roots
    default Real minus(Real other) {
        return plus(other.negate());
    }

    /// {@return `this * other`}
    /// @throws ArithmeticException if the two numbers carry different square roots
    default Real times(Real other) {
        if (this instanceof Dyadic a && other instanceof Dyadic b) {
            return a.times(b);
        }
        if (this instanceof Surd || other instanceof Surd) {
            return Surd.product(Surd.of(this), Surd.of(other));
        }
        return Rational.of(this).times(Rational.of(other));
    }

    /// {@return `this / other`}
    /// @throws ArithmeticException if `other` is zero, or if the two numbers carry different square roots
    default Real dividedBy(Real other) {
        if (other instanceof Surd s) {
            return times(s.reciprocal());
        }
        return times(Rational.of(other).reciprocal());
    }

    /// {@return `-this`}
    Real negate();

    /// {@return -1, 0 or 1: the sign of this number}
    int signum();

    /// {@return the largest integer not above this number}
    BigInteger floor();

    /// {@return the double nearest to this number, within two units in the last place}
    double toDouble();

    /// {@return whether this number is an integer}
    default boolean isInteger() {
        return this instanceof Dyadic d && d.exponent() >= 0;
    }

    /// {@return this number as an integer}
    /// @throws ArithmeticException if it is none
    default BigInteger toIntegerExact() {
        if (!isInteger()) {
            throw new ArithmeticException(this + " is not an integer");
        }
        return floor();
    }

    /// {@return the exact square root of `number`, which is not negative}
    /// @throws ArithmeticException if `number` is negative or itself carries a square root
    static Real sqrt(Real number) {
        if (number instanceof Surd) {
            throw new ArithmeticException("a root of a root has no exact form here: " + number);
        }
        return Surd.sqrt(Rational.of(number));
    }

    @Override
    default int compareTo(Real other) {
        if (this instanceof Dyadic a && other instanceof Dyadic b) {
            return a.compare(b);
        }
        if (this instanceof Surd a && other instanceof Surd b && !a.radicand().equals(b.radicand())) {
            return Surd.compareAcrossRoots(a, b);
        }
        return minus(other).signum();
    }
}
