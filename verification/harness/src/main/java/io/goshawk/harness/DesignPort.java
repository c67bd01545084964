package io.goshawk.harness;

import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.num.IntRange;

/// An input or output of an emitted design.
///
/// @param name the graph's name of it
/// @param port the name in the emitted text
/// @param shape of one vector; elements are counted row-major
/// @param type of an element, at most 64 bits
/// @param range the values an element may take, within the type
public record DesignPort(String name, String port, Shape shape, IntType type, IntRange range) {
    public DesignPort {
        if (type.bits() > Long.SIZE) {
            throw new IllegalArgumentException(name + " has elements of " + type.bits() + " bits; 64 are the limit");
        }
        if (!type.range().contains(range)) {
            throw new IllegalArgumentException("the range " + range + " of " + name + " leaves " + type);
        }
    }

    /// {@return a port that may take every value of its type, named alike everywhere}
    public static DesignPort of(String name, Shape shape, IntType type) {
        return new DesignPort(name, name, shape, type, type.range());
    }

    /// {@return how many elements a vector has here}
    public int elements() {
        return shape.size();
    }

    /// {@return `value`, as its bit pattern is kept in a long, as text}
    public String text(long value) {
        return type.signed() ? Long.toString(value) : Long.toUnsignedString(value);
    }
}
