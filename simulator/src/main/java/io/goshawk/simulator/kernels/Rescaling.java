package io.goshawk.simulator.kernels;

import io.goshawk.ir.integer.Requantizer;
import io.goshawk.simulator.kernels.StepRecord.Field;
import io.goshawk.simulator.kernels.StepRecord.RoundingMode;
import io.goshawk.simulator.plan.Fit;
import io.goshawk.simulator.plan.Slopes;
import io.goshawk.simulator.plan.Treads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// The requantisers of a step as the kernels compute them: one for each channel.
final class Rescaling {
    private static final double MOST_SLOPE = 0.25;
    private static final double MOST_OFFSET = 1 << 29;

    private final RoundingMode mode;
    private final List<Fit> fits;
    private final List<Treads> treads;
    private final long base;

    private Rescaling(RoundingMode mode, List<Fit> fits, List<Treads> treads, long base) {
        this.mode = mode;
        this.fits = fits;
        this.treads = treads;
        this.base = base;
    }

    /// {@return the fastest way to compute `channels` less `base`; nothing where the kernels have none}
    /// @param wide whether what is rounded is in doubles
    static Optional<Rescaling> of(List<Requantizer> channels, long base, boolean wide) {
        Optional<List<Fit>> single = wide ? Optional.empty() : Slopes.of(channels, base, true);
        if (single.isPresent()) {
            return Optional.of(new Rescaling(RoundingMode.SINGLE, single.get(), List.of(), base));
        }
        Optional<List<Fit>> twice = Slopes.of(channels, base, false);
        if (twice.isPresent()) {
            return Optional.of(new Rescaling(RoundingMode.DOUBLE, twice.get(), List.of(), base));
        }
        return wide ? Optional.empty() : treads(channels, base);
    }

    private static Optional<Rescaling> treads(List<Requantizer> channels, long base) {
        Map<Requantizer, Optional<Treads>> known = new HashMap<>();
        List<Treads> all = new ArrayList<>();
        for (Requantizer channel : channels) {
            Optional<Treads> treads = known.computeIfAbsent(channel, Treads::of);
            if (treads.isEmpty() || !fits(treads.get())) {
                return Optional.empty();
            }
            all.add(treads.get());
        }
        return Optional.of(new Rescaling(RoundingMode.TREADS, List.of(), all, base));
    }

    private static boolean fits(Treads treads) {
        return treads.first(0) >= Integer.MIN_VALUE && treads.last(treads.count() - 1) <= Integer.MAX_VALUE;
    }

    /// {@return whether results are clamped to 0 and 255 alone, and are numbers of 32 bits before,
    ///     whatever number of 32 bits is rounded}
    boolean isBytes() {
        return mode != RoundingMode.TREADS
                && fits.stream()
                        .allMatch(fit -> fit.low() == 0
                                && fit.high() == 255
                                && Math.abs(fit.slope()) <= MOST_SLOPE
                                && Math.abs(fit.offset()) <= MOST_OFFSET);
    }

    /// Writes itself into `step`, for `channels` channels.
    void into(StepRecord step, int channels, Data data) {
        step.set(Field.ROUNDING, mode);
        switch (mode) {
            case SINGLE, DOUBLE -> {
                List<ToDoubleFunction<Fit>> parts = List.of(Fit::slope, Fit::offset, Fit::low, Fit::high);
                for (int part = 0; part < parts.size(); part++) {
                    ToDoubleFunction<Fit> number = parts.get(part);
                    double[] numbers = new double[channels];
                    for (int i = 0; i < channels; i++) {
                        numbers[i] = number.applyAsDouble(fits.get(fits.size() == 1 ? 0 : i));
                    }
                    boolean single = mode == RoundingMode.SINGLE;
                    step.set(
                            single ? Field.SINGLE : Field.TWICE,
                            part,
                            (single ? data.singles(numbers) : data.doubles(numbers)).address());
                }
            }
            case TREADS -> step.set(Field.TREADS, data.words(table(channels)));
            case NONE -> throw new IllegalStateException("nothing is rounded");
        }
    }

    /// {@return for each channel where its table begins, then the tables: a count, first integers,
    ///     values}
    private int[] table(int channels) {
        List<Integer> words = new ArrayList<>();
        Map<Treads, Integer> places = new HashMap<>();
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            Treads here = treads.get(treads.size() == 1 ? 0 : i);
            starts.add(places.computeIfAbsent(here, _ -> {
                int start = channels + words.size();
                words.add(here.count());
                for (int tread = 0; tread < here.count(); tread++) {
                    words.add((int) here.first(tread));
                }
                for (int tread = 0; tread < here.count(); tread++) {
                    words.add((int) (here.value(tread) - base));
                }
                return start;
            }));
        }
        starts.addAll(words);
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }
}
