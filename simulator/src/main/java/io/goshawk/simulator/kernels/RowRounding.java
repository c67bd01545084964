package io.goshawk.simulator.kernels;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Rounding;
import io.goshawk.simulator.kernels.RowRecord.Field;
import io.goshawk.simulator.plan.ExactFit;
import io.goshawk.simulator.plan.Fit;
import io.goshawk.simulator.plan.Slopes;
import io.goshawk.simulator.plan.Treads;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/// The requantisers of a step as the row-major kernels compute them: in doubles, else in integers of
/// 128 bits, else by their treads.
final class RowRounding {
    private static final int DOUBLE = 1;
    private static final int SCALED = 2;
    private static final int TREADS = 3;
    private static final int MOST_BITS = 120;
    private static final int BYTE_MAX = 255;
    /// What is below rounds to 32 bits, however the product and the sum were rounded before.
    private static final double MOST_WORD = 1L << 30;

    private final int mode;
    private final List<Fit> fits;
    private final List<long[]> tables;

    private RowRounding(int mode, List<Fit> fits, List<long[]> tables) {
        this.mode = mode;
        this.fits = fits;
        this.tables = tables;
    }

    /// {@return a way to compute `channels`; nothing where the kernels have none}
    static Optional<RowRounding> of(List<Requantizer> channels) {
        Optional<List<Fit>> exact = all(channels, ExactFit::of);
        if (exact.isPresent()) {
            return exact.map(fits -> new RowRounding(DOUBLE, fits, List.of()));
        }
        Optional<List<long[]>> scaled = all(channels, RowRounding::scaled);
        if (scaled.isPresent()) {
            return scaled.map(numbers -> new RowRounding(SCALED, List.of(), numbers));
        }
        Optional<List<Fit>> slopes = Slopes.of(channels, 0, false);
        if (slopes.isPresent()) {
            return slopes.map(fits -> new RowRounding(DOUBLE, fits, List.of()));
        }
        return all(
                        channels,
                        channel -> Treads.of(channel).map(RowRounding::table).or(() -> counted(channel)))
                .map(treads -> new RowRounding(TREADS, List.of(), treads));
    }

    /// Asks `search` for each channel; equal channels are looked at once.
    private static <T> Optional<List<T>> all(
            List<Requantizer> channels, java.util.function.Function<Requantizer, Optional<T>> search) {
        Map<Requantizer, Optional<T>> known = new HashMap<>();
        List<T> found = new ArrayList<>();
        for (Requantizer channel : channels) {
            Optional<T> one = known.computeIfAbsent(channel, search);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            found.add(one.get());
        }
        return Optional.of(found);
    }

    private static Optional<long[]> scaled(Requantizer channel) {
        if (!(channel.form() instanceof Form.Scale form)) {
            return Optional.empty();
        }
        List<Rounding> known = List.of(Rounding.FLOOR, Rounding.HALF_EVEN, Rounding.HALF_UP);
        int rounding = form.shift() == 0 ? 0 : known.indexOf(form.rounding());
        IntRange clamp = channel.law().clamp();
        IntRange products = channel.interval().times(form.multiplier()).plus(IntRange.only(form.addend()));
        boolean fits = bits(clamp) < Long.SIZE
                && form.multiplier().bitLength() < Long.SIZE
                && form.addend().bitLength() < Long.SIZE
                && bits(products) < MOST_BITS
                && form.shift() < MOST_BITS;
        if (rounding < 0 || !fits) {
            return Optional.empty();
        }
        return Optional.of(new long[] {
            form.multiplier().longValueExact(),
            form.addend().longValueExact(),
            form.shift(),
            rounding,
            clamp.min().longValueExact(),
            clamp.max().longValueExact()
        });
    }

    private static int bits(IntRange range) {
        return Math.max(range.min().bitLength(), range.max().bitLength());
    }

    /// {@return the treads between listed thresholds, where the integers take all of 64 bits}
    private static Optional<long[]> counted(Requantizer channel) {
        IntRange interval = channel.interval();
        IntRange clamp = channel.law().clamp();
        if (!(channel.form() instanceof Form.Thresholds form)
                || bits(interval) > Long.SIZE - 1
                || bits(clamp) >= Long.SIZE - 1) {
            return Optional.empty();
        }
        List<BigInteger> starts = new ArrayList<>(List.of(interval.min()));
        form.thresholds().stream()
                .distinct()
                .filter(place -> place.compareTo(interval.min()) > 0 && place.compareTo(interval.max()) <= 0)
                .forEach(starts::add);
        return Optional.of(LongStream.concat(
                        LongStream.of(starts.size()),
                        LongStream.concat(
                                starts.stream().mapToLong(BigInteger::longValueExact),
                                starts.stream().map(channel::apply).mapToLong(BigInteger::longValueExact)))
                .toArray());
    }

    private static long[] table(Treads treads) {
        int count = treads.count();
        long[] numbers = new long[1 + 2 * count];
        numbers[0] = count;
        for (int i = 0; i < count; i++) {
            numbers[1 + i] = treads.first(i);
            numbers[1 + count + i] = treads.value(i);
        }
        return numbers;
    }

    /// {@return whether storing results as `out` clamps them as these requantisers do, and nothing that
    ///     sums of `range` become on the way leaves 32 bits}
    boolean saturates(RowSlot out, IntRange range) {
        double low = out.kind() == RowSlot.BYTES ? 0 : Short.MIN_VALUE;
        double high = out.kind() == RowSlot.BYTES ? BYTE_MAX : Short.MAX_VALUE;
        double most =
                Math.max(range.min().abs().doubleValue(), range.max().abs().doubleValue());
        return mode == DOUBLE
                && out.kind() <= RowSlot.HALVES
                && out.base() == 0
                && fits.stream()
                        .allMatch(fit -> fit.low() == low
                                && fit.high() == high
                                && Math.abs(fit.slope()) * most + Math.abs(fit.offset()) < MOST_WORD);
    }

    /// Writes itself into `step`, for `channels` channels.
    void into(RowRecord step, int channels, Data data) {
        step.set(Field.ROUNDING, mode);
        switch (mode) {
            case DOUBLE -> {
                List<ToDoubleFunction<Fit>> parts = List.of(Fit::slope, Fit::offset, Fit::low, Fit::high);
                for (int part = 0; part < parts.size(); part++) {
                    double[] numbers = new double[channels];
                    for (int i = 0; i < channels; i++) {
                        numbers[i] = parts.get(part).applyAsDouble(fits.get(fits.size() == 1 ? 0 : i));
                    }
                    step.set(Field.TWICE, part, data.doubles(numbers).address());
                }
            }
            case SCALED -> step.set(Field.STAIRS, data.longs(concatenated(channels)));
            default -> step.set(Field.STAIRS, data.longs(searched(channels)));
        }
    }

    private long[] concatenated(int channels) {
        int width = tables.getFirst().length;
        long[] numbers = new long[channels * width];
        for (int i = 0; i < channels; i++) {
            System.arraycopy(tables.get(tables.size() == 1 ? 0 : i), 0, numbers, i * width, width);
        }
        return numbers;
    }

    /// {@return for each channel where its table begins, then the tables}
    private long[] searched(int channels) {
        Map<long[], Integer> places = new java.util.IdentityHashMap<>();
        int next = channels;
        for (long[] table : tables) {
            if (!places.containsKey(table)) {
                places.put(table, next);
                next += table.length;
            }
        }
        long[] numbers = new long[next];
        for (int i = 0; i < channels; i++) {
            numbers[i] = places.get(tables.get(tables.size() == 1 ? 0 : i));
        }
        places.forEach((table, start) -> System.arraycopy(table, 0, numbers, start, table.length));
        return numbers;
    }
}
