package io.goshawk.passes.circuit;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.integer.Staircase;
import io.goshawk.ir.integer.StepFunction;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.List;
import java.util.function.IntFunction;

/// Requantisers as shifts, comparators and tables.
final class Requantizers {
    private static final BigInteger MAX_STEPS = BigInteger.valueOf(1024);

    private final Netlist netlist;

    Requantizers(Netlist netlist) {
        this.netlist = netlist;
    }

    /// {@return the wire that carries `requantizer` of `input`}
    int apply(Requantizer requantizer, int input) {
        int unclamped = switch (requantizer.form()) {
            case Form.Scale scale -> scaled(scale, requantizer.law(), input);
            case Form.Quotient quotient -> new Quotients(netlist).apply(quotient, input);
            case Form.Bent bent -> {
                int above = scaled(bent.above(), requantizer.law(), input);
                int below = scaled(bent.below(), requantizer.law(), input);
                yield netlist.select(netlist.atLeast(input, bent.pivot()), above, below);
            }
            case Form.Thresholds thresholds -> thresholds(thresholds, input);
            case Form.Table table -> table(table, input);
        };
        IntRange clamp = requantizer.law().clamp();
        return netlist.clamp(unclamped, bounded(clamp.min()), bounded(clamp.max()));
    }

    /// A bound that no wire reaches may be anywhere beyond.
    private static long bounded(BigInteger bound) {
        return bound.max(BigInteger.valueOf(Long.MIN_VALUE))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    /// A multiplier too long for our wires still makes a staircase of few steps.
    private int scaled(Form.Scale form, StepFunction law, int input) {
        try {
            return scale(form, input);
        } catch (ArithmeticException tooWide) {
            IntRange range = IntRange.of(netlist.min(input), netlist.max(input));
            if (Staircase.stepsAtMost(law, range).compareTo(MAX_STEPS) > 0) {
                throw tooWide;
            }
            Staircase staircase = Staircase.of(law, range);
            int[] reached = staircase.steps().stream()
                    .mapToInt(step -> netlist.atLeast(input, step.first()))
                    .toArray();
            return level(staircase::valueOf, reached, 0, reached.length);
        }
    }

    private int scale(Form.Scale form, int input) {
        long multiplier = form.multiplier().longValueExact();
        long addend = form.addend().longValueExact();
        if (multiplier == 0 || netlist.isConstant(input)) {
            return netlist.constant(form.apply(BigInteger.valueOf(netlist.min(input))));
        }
        Term product = new Multiples(netlist, input).times(multiplier, 0);
        int common = Math.min(product.shift(), form.shift());
        if (form.rounding() != Rounding.FLOOR && addend != 0) {
            common = Math.min(common, Long.numberOfTrailingZeros(addend));
        }
        Term shorter = new Term(product.wire(), product.shift() - common, product.negative(), 0);
        return shiftRight(shorter, addend >> common, form.shift() - common, form.rounding());
    }

    /// Modes that depend on no sign are FLOOR with another addend, `half = 2^(places-1)`.
    private int shiftRight(Term term, long addend, int places, Rounding rounding) {
        if (places == 0) {
            return AdderTree.sum(netlist, List.of(term), addend);
        }
        long half = Netlist.shifted(1, places - 1);
        return switch (rounding) {
            case FLOOR -> floor(term, addend, places);
            case CEIL -> floor(term, Math.addExact(addend, Netlist.shifted(half, 1) - 1), places);
            case HALF_UP -> floor(term, Math.addExact(addend, half), places);
            case HALF_DOWN -> floor(term, Math.addExact(addend, half - 1), places);
            case HALF_EVEN, HALF_ODD ->
                term.negative()
                        ? netlist.shiftRight(difference(term, addend), 0, places, rounding)
                        : netlist.shiftRight(term.toWire(netlist), addend, places, rounding);
            case TOWARD_ZERO, AWAY, HALF_AWAY, HALF_TOWARD_ZERO ->
                netlist.shiftRight(AdderTree.sum(netlist, List.of(term), addend), 0, places, rounding);
        };
    }

    private int floor(Term term, long addend, int places) {
        return term.negative()
                ? netlist.shiftRight(difference(term, addend), 0, places, Rounding.FLOOR)
                : netlist.shiftRight(term.toWire(netlist), addend, places, Rounding.FLOOR);
    }

    private int difference(Term negative, long addend) {
        return AdderTree.sum(netlist, List.of(negative), addend);
    }

    /// The comparators' bits are a thermometer: multiplexers over them find the level, and no adder
    /// counts them.
    private int thresholds(Form.Thresholds form, int input) {
        int[] reached = form.thresholds().stream()
                .mapToInt(threshold -> netlist.atLeast(input, threshold))
                .toArray();
        IntFunction<BigInteger> value = count -> form.falling()
                ? form.base().subtract(BigInteger.valueOf(count))
                : form.base().add(BigInteger.valueOf(count));
        return level(value, reached, 0, reached.length);
    }

    /// {@return the value where at least `from` and at most `to` thresholds are reached}
    private int level(IntFunction<BigInteger> value, int[] reached, int from, int to) {
        if (from == to) {
            return netlist.constant(value.apply(from));
        }
        int middle = (from + to) >>> 1;
        int above = level(value, reached, middle + 1, to);
        int below = level(value, reached, from, middle);
        return netlist.select(reached[middle], above, below);
    }

    private int table(Form.Table table, int input) {
        long[] values =
                table.values().stream().mapToLong(BigInteger::longValueExact).toArray();
        if (netlist.isConstant(input)) {
            return netlist.constant(table.apply(BigInteger.valueOf(netlist.min(input))));
        }
        return netlist.lookup(input, table.first().longValueExact(), values);
    }
}
