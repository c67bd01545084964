package io.goshawk.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Vectors for, or from, the ports of a design: vector after vector, and within one the ports one behind the other.
public final class Batch {
    private final List<DesignPort> ports;
    private final int count;
    private final long[] values;

    /// @param values `count` times the elements of all ports, not copied; an unsigned 64-bit element
    ///     is its bit pattern
    /// @throws IllegalArgumentException if there are not as many
    public Batch(List<DesignPort> ports, int count, long[] values) {
        if (values.length != (long) count * width(ports)) {
            throw new IllegalArgumentException(
                    values.length + " values for " + count + " vectors of " + width(ports) + " elements");
        }
        this.ports = List.copyOf(ports);
        this.count = count;
        this.values = values;
    }

    public List<DesignPort> ports() {
        return ports;
    }

    /// {@return how many vectors there are}
    public int count() {
        return count;
    }

    /// {@return all elements, vector after vector; not a copy, so do not write to it}
    public long[] values() {
        return values;
    }

    /// {@return a batch of the given vectors, each all ports' elements one behind the other}
    public static Batch of(List<DesignPort> ports, List<long[]> vectors) {
        long[] values = vectors.stream().flatMapToLong(Arrays::stream).toArray();
        return new Batch(ports, vectors.size(), values);
    }

    /// {@return how many elements a vector has over all ports}
    public int width() {
        return width(ports);
    }

    static int width(List<DesignPort> ports) {
        return ports.stream().mapToInt(DesignPort::elements).sum();
    }

    /// {@return vector `index`, all ports one behind the other; a copy}
    public long[] vector(int index) {
        return Arrays.copyOfRange(values, index * width(), (index + 1) * width());
    }

    /// {@return the elements of port `port` in vector `index`; a copy}
    public long[] vector(int index, int port) {
        int start = index * width() + width(ports.subList(0, port));
        return Arrays.copyOfRange(values, start, start + ports.get(port).elements());
    }

    /// {@return a batch of vector `index` alone}
    public Batch only(int index) {
        return new Batch(ports, 1, vector(index));
    }

    /// {@return these vectors with those of `more` behind them}
    public Batch then(Batch more) {
        if (!ports.equals(more.ports)) {
            throw new IllegalArgumentException("vectors for other ports");
        }
        long[] all = Arrays.copyOf(values, values.length + more.values.length);
        System.arraycopy(more.values, 0, all, values.length, more.values.length);
        return new Batch(ports, count + more.count, all);
    }

    /// {@return the first `limit` vectors}
    public Batch first(int limit) {
        int kept = Math.min(limit, count);
        return new Batch(ports, kept, Arrays.copyOf(values, kept * width()));
    }

    /// Writes the values as 64-bit little-endian integers.
    void write(Path file) throws IOException {
        write(file, values);
    }

    private static void write(Path file, long[] values) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        try (OutputStream stream = Files.newOutputStream(file)) {
            for (long value : values) {
                if (!buffer.hasRemaining()) {
                    stream.write(buffer.array());
                    buffer.clear();
                }
                buffer.putLong(value);
            }
            stream.write(buffer.array(), 0, buffer.position());
        }
    }

    /// Reads what [#write] or an emitted program wrote.
    ///
    /// @throws IOException if the file does not hold `count` values
    static long[] readValues(Path file, int count) throws IOException {
        long size = Files.size(file);
        if (size != (long) count * Long.BYTES) {
            throw new IOException(file.getFileName() + " has " + size + " bytes where " + count + " values of "
                    + Long.BYTES + " bytes were to be");
        }
        long[] values = new long[count];
        try (InputStream stream = Files.newInputStream(file)) {
            int at = 0;
            while (at < count) {
                byte[] bytes = stream.readNBytes(Math.min(1 << 16, (count - at) * Long.BYTES));
                LongBuffer longs =
                        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
                int read = longs.remaining();
                longs.get(values, at, read);
                at += read;
            }
        }
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Batch that
                && count == that.count
                && ports.equals(that.ports)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
