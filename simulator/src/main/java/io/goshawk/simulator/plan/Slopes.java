package io.goshawk.simulator.plan;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.Dyadic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The [Fit]s of a rescaling's channels; equal channels are looked at once.
public final class Slopes {
    private Slopes() {}

    /// {@return a fit for each channel, all in one precision; nothing where there are none}
    /// @param base is taken off every value
    /// @param single in single precision, else in double
    public static Optional<List<Fit>> of(List<Requantizer> channels, long base, boolean single) {
        Map<Requantizer, Optional<Fit>> found = new HashMap<>();
        List<Fit> fits = new ArrayList<>();
        for (Requantizer channel : channels) {
            Optional<Fit> fit = found.computeIfAbsent(channel, asked -> of(asked, base, single));
            if (fit.isEmpty()) {
                return Optional.empty();
            }
            fits.add(fit.get());
        }
        return Optional.of(fits);
    }

    private static Optional<Fit> of(Requantizer channel, long base, boolean single) {
        Optional<Fit> exact = single || base != 0 ? Optional.empty() : ExactFit.of(channel);
        return exact.or(() -> byTreads(channel, base, single));
    }

    private static Optional<Fit> byTreads(Requantizer channel, long base, boolean single) {
        double guess = channel.form() instanceof Form.Scale scale
                ? new Dyadic(scale.multiplier(), -scale.shift()).toDouble()
                : channel.law() instanceof Law law ? law.scale().toDouble() : 0;
        return Treads.of(channel).flatMap(treads -> Fit.of(treads, guess, base, single));
    }
}
