package io.goshawk.ir.integer;

import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import java.util.List;

/// What a normalisation stands for, in steps of the output: `gain * (x - mean) / sqrt(variance +
/// epsilon) + bias` where centred, else `gain * x / sqrt(mean(x^2) + epsilon) + bias`, with `x` the
/// real `scale * (code - zero)`.
///
/// @param epsilon positive, in the square of the input's unit
/// @param gain, bias one for each place in a row, in steps of the output
public record NormalizeLaw(
        boolean centred, Real scale, Real epsilon, List<Real> gain, List<Real> bias, IntRange clamp) {
    public NormalizeLaw {
        gain = List.copyOf(gain);
        bias = List.copyOf(bias);
        if (gain.size() != bias.size() || epsilon.signum() < 0 || scale.signum() <= 0) {
            throw new IllegalArgumentException("a normalisation with epsilon " + epsilon + " and scale " + scale);
        }
    }
}
