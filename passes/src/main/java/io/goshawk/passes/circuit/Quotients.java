package io.goshawk.passes.circuit;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.List;

/// Division by a constant without a divider: a multiplication by its reciprocal, and one back where a
/// tie must be told.
///
/// `floor(z / d)` is `(z * m) >> s` for `0 <= z <= n` where `m = ceil(2^s / d)` and
/// `(m * d - 2^s) * n < 2^s`: what `m` is too much then adds less than `1 / d` (Granlund and Montgomery,
/// Division by Invariant Integers using Multiplication, 1994).
final class Quotients {
    private final Netlist netlist;

    Quotients(Netlist netlist) {
        this.netlist = netlist;
    }

    /// {@return the wire that carries `form` of `input`}
    /// @throws ArithmeticException if a wire would have more than 63 bits
    int apply(Form.Quotient form, int input) {
        if (form.multiplier().signum() == 0 || netlist.isConstant(input)) {
            return netlist.constant(form.apply(BigInteger.valueOf(netlist.min(input))));
        }
        boolean nearest = form.rounding() != Rounding.FLOOR;
        int doubled = nearest ? 1 : 0;
        BigInteger divisor = form.divisor().shiftLeft(doubled);
        BigInteger addend = form.addend().shiftLeft(doubled).add(nearest ? form.divisor() : BigInteger.ZERO);
        BigInteger multiplier = form.multiplier().shiftLeft(doubled);
        BigInteger atMin = BigInteger.valueOf(netlist.min(input)).multiply(multiplier);
        BigInteger atMax = BigInteger.valueOf(netlist.max(input)).multiply(multiplier);
        BigInteger first = Rounding.FLOOR.quotient(atMin.min(atMax).add(addend), divisor);
        int numerator = times(input, multiplier, addend.subtract(first.multiply(divisor)));
        if (netlist.min(numerator) < 0) {
            throw new IllegalStateException("the numerator of " + form + " was made not to be negative");
        }
        int quotient = floor(numerator, divisor);
        BigInteger left = form.apply(BigInteger.valueOf(netlist.min(input)));
        BigInteger right = form.apply(BigInteger.valueOf(netlist.max(input)));
        long low = left.min(right).longValueExact();
        long high = left.max(right).longValueExact();
        int base = netlist.constant(first);
        if (!nearest) {
            return netlist.add(quotient, 0, base, 0, false, low, high);
        }
        int up = netlist.add(quotient, 0, base, 0, false);
        int down = tiesDown(form.rounding(), up, rest(numerator, quotient, divisor));
        return netlist.add(up, 0, down, 0, true, low, high);
    }

    private int times(int input, BigInteger factor, BigInteger addend) {
        Term product = new Multiples(netlist, input).times(factor.longValueExact(), 0);
        return AdderTree.sum(netlist, List.of(product), addend.longValueExact());
    }

    /// {@return `floor(numerator / divisor)` of a wire that is never negative}
    private int floor(int numerator, BigInteger divisor) {
        BigInteger largest = BigInteger.valueOf(netlist.max(numerator));
        int shift = 0;
        while (!serves(shift, divisor, largest)) {
            shift++;
        }
        int product = times(numerator, reciprocal(shift, divisor), BigInteger.ZERO);
        return netlist.shiftRight(product, 0, shift, Rounding.FLOOR);
    }

    private static BigInteger reciprocal(int shift, BigInteger divisor) {
        return Rounding.CEIL.quotient(BigInteger.ONE.shiftLeft(shift), divisor);
    }

    private static boolean serves(int shift, BigInteger divisor, BigInteger largest) {
        BigInteger unit = BigInteger.ONE.shiftLeft(shift);
        BigInteger excess = reciprocal(shift, divisor).multiply(divisor).subtract(unit);
        return excess.multiply(largest).compareTo(unit) < 0;
    }

    /// {@return what the division leaves}
    private int rest(int numerator, int quotient, BigInteger divisor) {
        int whole = times(quotient, divisor, BigInteger.ZERO);
        return netlist.add(numerator, 0, whole, 0, true, 0, divisor.longValueExact() - 1);
    }

    /// {@return 1 where `rest` is zero, so that `up` went up in a tie, and should not have}
    private int tiesDown(Rounding rounding, int up, int rest) {
        int zero = netlist.constant(0);
        int one = netlist.constant(1);
        int positive = netlist.atLeast(up, BigInteger.ONE);
        int wrong = switch (rounding) {
            case HALF_EVEN -> odd(up);
            case HALF_ODD -> netlist.select(odd(up), zero, one);
            case HALF_AWAY -> netlist.select(positive, zero, one);
            case HALF_TOWARD_ZERO -> positive;
            case FLOOR, CEIL, TOWARD_ZERO, AWAY, HALF_UP, HALF_DOWN ->
                throw new IllegalArgumentException(rounding + " has no ties to settle");
        };
        return netlist.select(netlist.atLeast(rest, BigInteger.ONE), zero, wrong);
    }

    /// {@return the last bit of `wire`}
    private int odd(int wire) {
        int half = netlist.shiftRight(wire, 0, 1, Rounding.FLOOR);
        return netlist.add(wire, 0, half, 1, true, 0, 1);
    }
}
