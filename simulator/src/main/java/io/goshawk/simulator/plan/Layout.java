package io.goshawk.simulator.plan;

import io.goshawk.ir.Shape;

/// How the elements of a tensor fall into pixels of channels: element `e`, counted row-major, is
/// `(outer * channels + channel) * inner + place`.
///
/// Pixel is what two elements share that differ in their channel alone. A reshape keeps the order of
/// the elements and so the layout.
public record Layout(int outer, int channels, int inner) {
    /// {@return the layout whose channels lie along `axis` of `shape`}
    public static Layout along(Shape shape, int axis) {
        if (shape.rank() == 0) {
            return new Layout(1, 1, 1);
        }
        int inner = shape.stride(axis);
        int channels = shape.extent(axis);
        return new Layout(shape.size() / inner / channels, channels, inner);
    }

    /// {@return how many pixels there are}
    public int pixels() {
        return outer * inner;
    }

    /// {@return how many elements there are}
    public int size() {
        return outer * channels * inner;
    }

    /// {@return the pixel of `element`, counted row-major}
    public int pixel(int element) {
        return element / inner / channels * inner + element % inner;
    }

    /// {@return the channel of `element`, counted row-major}
    public int channel(int element) {
        return element / inner % channels;
    }

    /// {@return where `element`, counted row-major, stands when pixels lie one behind the other, each
    ///     with all its channels}
    public int place(int element) {
        return pixel(element) * channels + channel(element);
    }

    /// {@return whether elements stand in the same places as in `other`}
    public boolean sameAs(Layout other) {
        if (channels != other.channels || size() != other.size()) {
            return false;
        }
        return channels == 1 || pixels() == 1 || inner == other.inner;
    }
}
