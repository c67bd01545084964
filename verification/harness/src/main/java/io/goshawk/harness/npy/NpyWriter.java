package io.goshawk.harness.npy;

import io.goshawk.ir.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Writes a `.npy` file piece by piece along its outermost axis.
public final class NpyWriter implements AutoCloseable {
    private final FileChannel channel;
    private final NpyType type;
    private final boolean regular;
    private final long start;

    /// @param shape the shape of all pieces together
    public NpyWriter(Path file, NpyType type, Shape shape) throws IOException {
        this.type = type;
        this.channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        this.regular = Files.isRegularFile(file);
        byte[] head = Npy.head(type, shape);
        this.start = head.length;
        append(ByteBuffer.wrap(head));
    }

    /// Writes the next piece.
    public void write(NpyArray piece) throws IOException {
        append(ByteBuffer.wrap(Npy.content(piece)));
    }

    private void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// {@return whether pieces can be written in any order, as to a file and not a pipe}
    public boolean anyOrder() {
        return regular;
    }

    /// Writes elements, little-endian, from number `element` on; several threads may do so at once.
    /// @throws IllegalStateException if [#anyOrder] is not
    public void write(long element, ByteBuffer bytes) throws IOException {
        if (!regular) {
            throw new IllegalStateException("a pipe has no places");
        }
        long to = start + element * type.bytes();
        while (bytes.hasRemaining()) {
            to += channel.write(bytes, to);
        }
    }

    /// Says that the next piece begins with number `element`.
    public void proceed(long element) throws IOException {
        channel.position(start + element * type.bytes());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
