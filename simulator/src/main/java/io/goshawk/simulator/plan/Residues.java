package io.goshawk.simulator.plan;

import java.math.BigInteger;

/// How near numbers in arithmetic progression come to the multiples of another.
final class Residues {
    private Residues() {}

    /// {@return the least of `(slope * x + start) mod modulus` over the integers `0 <= x < count`}
    ///
    /// A slope of at most half the modulus makes a staircase that falls only where it passes a
    /// multiple, so the least is the first or one right behind such a fall; those are a progression
    /// modulo the slope, shorter by half. A larger slope is a small one walked backwards.
    ///
    /// @param count at least one
    static BigInteger least(BigInteger slope, BigInteger start, BigInteger modulus, BigInteger count) {
        BigInteger a = slope.mod(modulus);
        BigInteger b = start.mod(modulus);
        BigInteger m = modulus;
        BigInteger n = count;
        BigInteger least = b;
        while (a.signum() > 0 && n.signum() > 0) {
            if (a.shiftLeft(1).compareTo(m) > 0) {
                b = b.add(a.multiply(n.subtract(BigInteger.ONE))).mod(m);
                a = m.subtract(a);
            }
            least = least.min(b);
            BigInteger falls = a.multiply(n.subtract(BigInteger.ONE)).add(b).divide(m);
            b = b.subtract(m).mod(a);
            BigInteger next = m.negate().mod(a);
            m = a;
            a = next;
            n = falls;
        }
        return n.signum() > 0 ? least.min(b) : least;
    }
}
