package io.goshawk.ir.integer;

import io.goshawk.ir.IntType;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import java.util.List;

/// Moves integers to another scale: each channel by its own [Requantizer].
///
/// @param axis the axis along which the channels lie, counted from the outermost
/// @param channels one for each place along `axis`, or a single one for all
/// @param element the type of the result; it holds every channel's clamp
public record Requantize(Value input, int axis, List<Requantizer> channels, IntType element) implements IntegerOp {
    public Requantize {
        channels = List.copyOf(channels);
        if (channels.size() != 1 && channels.size() != input.shape().extent(axis)) {
            throw new IllegalArgumentException(
                    channels.size() + " channels along axis " + axis + " of " + input.shape());
        }
        for (Requantizer channel : channels) {
            if (!element.range().contains(channel.law().clamp())) {
                throw new IllegalArgumentException("clamp " + channel.law().clamp() + " leaves " + element);
            }
        }
    }

    /// {@return the requantiser of the element with row-major index `index`}
    public Requantizer channelOf(int index) {
        if (channels.size() == 1) {
            return channels.getFirst();
        }
        return channels.get(index / input.shape().stride(axis) % channels.size());
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Requantize withOperands(List<Value> operands) {
        return new Requantize(operands.getFirst(), axis, channels, element);
    }

    @Override
    public TensorType resultType() {
        return input.type().withElement(element);
    }
}
