package io.goshawk.ir.quant;

import io.goshawk.ir.QuantType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.Real;
import java.util.List;

/// How many thresholds `t` have `x >= t`, as a code: FINN's MultiThreshold.
///
/// @param axis of the input, along which its channels lie
/// @param channels the thresholds of each channel, or a single list for all
/// @param element what the codes, from 0 to the number of thresholds, stand for
public record CountThresholds(Value input, int axis, List<Thresholds> channels, QuantType element) implements QuantOp {
    /// The thresholds of one channel, not decreasing.
    public record Thresholds(List<Real> values) {
        public Thresholds {
            values = List.copyOf(values);
        }
    }

    public CountThresholds {
        channels = List.copyOf(channels);
        if (channels.size() != 1 && channels.size() != input.shape().extent(axis)) {
            throw new IllegalArgumentException(
                    "thresholds for " + channels.size() + " channels along axis " + axis + " of " + input.shape());
        }
        int count = channels.getFirst().values().size();
        if (channels.stream().anyMatch(channel -> channel.values().size() != count)) {
            throw new IllegalArgumentException("channels with different numbers of thresholds");
        }
    }

    /// {@return how many thresholds each channel has}
    public int count() {
        return channels.getFirst().values().size();
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public CountThresholds withOperands(List<Value> operands) {
        return new CountThresholds(operands.getFirst(), axis, channels, element);
    }

    @Override
    public TensorType resultType() {
        return input.type().withElement(element);
    }
}
