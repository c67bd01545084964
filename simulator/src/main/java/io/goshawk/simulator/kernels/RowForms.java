package io.goshawk.simulator.kernels;

import io.goshawk.ir.curve.CurveForm;
import io.goshawk.ir.curve.ErfPolynomial;
import io.goshawk.ir.curve.Exponential;
import io.goshawk.ir.curve.Segments;
import io.goshawk.ir.integer.Curve;
import io.goshawk.ir.integer.Normalize;
import io.goshawk.ir.integer.NormalizeForm;
import io.goshawk.ir.integer.Softmax;
import io.goshawk.ir.integer.SoftmaxForm;
import io.goshawk.ir.num.IntRange;
import io.goshawk.simulator.kernels.RowRecord.Field;
import io.goshawk.simulator.plan.Slot;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The numbers of curves, softmax and normalisations in the order of `transformer.h`. Where the widths
/// that a form states for itself fit a double, it is computed in doubles.
final class RowForms {
    private static final int LONG_BITS = 62;
    private static final int DOUBLE_BITS = 52;
    private static final int WORD_BITS = 30;
    private static final int MOST_ENTRIES = 1 << 17;
    private static final long SEGMENTS = 1;
    private static final long EXPONENTIAL = 2;
    private static final long ERF = 3;

    private final Data data;

    RowForms(Data data) {
        this.data = data;
    }

    /// {@return whether kernels compute `op` on `in`}
    static boolean takes(Curve op) {
        return op.form().bits(op.interval()) <= LONG_BITS && narrow(op.law().clamp());
    }

    static boolean takes(Softmax op, Slot in) {
        int length = op.input().shape().last();
        return op.form().bits(length) <= LONG_BITS
                && width(in.range()) < LONG_BITS
                && narrow(op.law().clamp());
    }

    static boolean takes(Normalize op) {
        int length = op.input().shape().last();
        return op.form().bits(op.law().centred(), op.interval(), length) <= LONG_BITS
                && narrow(op.law().clamp());
    }

    private static boolean narrow(IntRange range) {
        return range.min().bitLength() < LONG_BITS && range.max().bitLength() < LONG_BITS;
    }

    private static int width(IntRange range) {
        return range.max().subtract(range.min()).bitLength();
    }

    private static int magnitude(IntRange range) {
        return Math.max(range.min().bitLength(), range.max().bitLength());
    }

    private static void clamp(RowRecord record, IntRange clamp) {
        record.set(Field.LOW, clamp.min().longValueExact());
        record.set(Field.HIGH, clamp.max().longValueExact());
    }

    /// Writes `op` on elements of `range`, which are stored as `in` says.
    void curve(RowRecord record, Curve op, IntRange range, RowSlot in, RowSlot out) {
        clamp(record, op.law().clamp());
        boolean tabled = range.count().compareTo(BigInteger.valueOf(MOST_ENTRIES)) <= 0
                && in.kind() != RowSlot.LONGS
                && out.kind() != RowSlot.LONGS;
        if (!tabled) {
            record.set(Field.FORM, data.longs(numbers(op.form())));
            return;
        }
        long first = range.min().longValueExact();
        int count = range.count().intValueExact();
        IntRange clamp = op.law().clamp();
        long low = clamp.min().longValueExact();
        long high = clamp.max().longValueExact();
        MemorySegment table = data.room((long) count * out.bytes());
        for (int i = 0; i < count; i++) {
            out.put(table, i, Math.clamp(op.form().apply(first + i), low, high));
        }
        record.set(Field.WEIGHTS, table);
        record.set(Field.FORM, data.longs(new long[] {0, first - in.base()}));
    }

    private static long[] numbers(CurveForm form) {
        return switch (form) {
            case Segments segments -> with(SEGMENTS, segments(segments));
            case Exponential power -> {
                long[] head = {
                    power.top().longValueExact(),
                    power.multiplier().longValueExact(),
                    power.drop(),
                    power.fractionBits(),
                    power.maxShift()
                };
                yield with(EXPONENTIAL, concatenated(head, segments(power.mantissa())));
            }
            case ErfPolynomial erf ->
                new long[] {
                    ERF,
                    erf.zero().longValueExact(),
                    erf.bound().longValueExact(),
                    erf.unit().longValueExact(),
                    erf.gated() ? 1 : 0,
                    erf.drop(),
                    erf.multiplier().longValueExact(),
                    erf.addend().longValueExact(),
                    erf.shift()
                };
        };
    }

    private static long[] with(long code, long[] numbers) {
        return concatenated(new long[] {code}, numbers);
    }

    private static long[] concatenated(long[] left, long[] right) {
        long[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    private static long[] segments(Segments form) {
        List<Long> numbers = new ArrayList<>();
        numbers.add(form.first().longValueExact());
        numbers.add((long) form.segmentBits());
        numbers.add((long) form.count());
        numbers.add((long) form.shifts().size());
        form.shifts().forEach(shift -> numbers.add((long) shift));
        for (long coefficient : form.coefficients().toLongs()) {
            numbers.add(coefficient);
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    void softmax(RowRecord record, Softmax op, Slot in) {
        SoftmaxForm form = op.form();
        clamp(record, op.law().clamp());
        record.set(Field.COLUMNS, op.input().shape().last());
        long[] head = {
            form.numerator().longValueExact(),
            form.shift(),
            form.keepsMass() ? 1 : 0,
            op.law().zeroPoint().longValueExact()
        };
        record.set(Field.FORM, data.longs(concatenated(head, numbers(form.exponential()))));
        Optional<int[]> table = SoftmaxTable.of(op);
        if (table.isPresent()) {
            record.set(Field.WINDOW, data.words(table.get())).set(Field.TAPS, table.get().length - 1);
        } else if (form.exponential() instanceof Exponential power && isQuick(power, form, in)) {
            record.set(Field.WEIGHTS, data.longs(quick(power)));
        }
    }

    /// {@return whether the kernel for mantissas of degree 2 takes it: no segment is asked beyond its
    ///     own place}
    private static boolean isQuick(Exponential power, SoftmaxForm form, Slot in) {
        Segments mantissa = power.mantissa();
        return power.top().signum() == 0
                && width(in.range()) <= WORD_BITS
                && magnitude(in.range()) <= WORD_BITS
                && mantissa.degree() <= 2
                && mantissa.first().signum() == 0
                && mantissa.segmentBits() < WORD_BITS
                && power.fractionBits() + Integer.SIZE - Integer.numberOfLeadingZeros(power.maxShift()) < LONG_BITS
                && power.fractions()
                                .max()
                                .shiftRight(mantissa.segmentBits())
                                .compareTo(BigInteger.valueOf(mantissa.count()))
                        < 0;
    }

    private static long[] quick(Exponential power) {
        Segments mantissa = power.mantissa();
        int width = mantissa.shifts().size();
        long[] numbers = new long[9 + 3 * mantissa.count()];
        numbers[0] = power.multiplier().longValueExact();
        numbers[1] = 1L << (power.drop() - 1);
        numbers[2] = power.drop();
        numbers[3] = (long) power.maxShift() << power.fractionBits();
        numbers[4] = power.fractionBits();
        numbers[5] = mantissa.segmentBits();
        for (int i = 0; i < width; i++) {
            numbers[6 + i] = mantissa.shifts().get(i);
        }
        for (int segment = 0; segment < mantissa.count(); segment++) {
            for (int i = 0; i < width; i++) {
                numbers[9 + 3 * segment + i] = mantissa.coefficient(segment, i).longValueExact();
            }
        }
        return numbers;
    }

    void normalize(RowRecord record, Normalize op, RowSlot in, RowSlot out) {
        NormalizeForm form = op.form();
        int length = op.input().shape().last();
        boolean centred = op.law().centred();
        clamp(record, op.law().clamp());
        record.set(Field.COLUMNS, length);
        long[] head = {
            centred ? 1 : 0,
            form.zero().bitLength() < LONG_BITS ? form.zero().longValueExact() : 0,
            form.epsilon().longValueExact(),
            form.guard(),
            form.rootBits(),
            form.precision(),
            form.fraction(),
            form.shift()
        };
        long[] factors = concatenated(form.gain().toLongs(), form.bias().toLongs());
        record.set(Field.FORM, data.longs(concatenated(head, factors)));
        boolean quick = form.bits(centred, op.interval(), length) <= DOUBLE_BITS
                && in.kind() != RowSlot.LONGS
                && out.kind() != RowSlot.LONGS
                && (centred || form.zero().bitLength() < WORD_BITS)
                && magnitude(op.interval()) < WORD_BITS
                && magnitude(op.law().clamp()) <= WORD_BITS;
        if (quick) {
            double[] numbers = new double[2 * length];
            for (int i = 0; i < length; i++) {
                numbers[i] = Math.scalb((double) factors[i], -form.shift());
                numbers[length + i] = Math.scalb((double) factors[length + i], -form.shift()) + 0.5;
            }
            record.set(Field.WEIGHTS, data.doubles(numbers));
        }
    }
}
