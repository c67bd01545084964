package io.goshawk.harness.npy;

import io.goshawk.ir.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads a `.npy` file piece by piece along its outermost axis, so that it may be larger than memory.
public final class NpyReader implements AutoCloseable {
    private static final int LONGEST_HEADER = 1 << 16;

    private final FileChannel channel;
    private final NpyHeader header;
    private final long start;

    private NpyReader(FileChannel channel) throws IOException {
        this.channel = channel;
        ByteBuffer head = ByteBuffer.allocate((int) Math.min(LONGEST_HEADER, channel.size()));
        fill(head, 0);
        ByteBuffer content = head.flip();
        this.header = Npy.header(content);
        this.start = content.position();
        long expected = (long) header.shape().size() * header.type().bytes();
        Npy.checkComplete(header, expected, channel.size() - start);
    }

    /// {@return a reader of `file`}
    /// @throws NpyFormatException if it is no array of numbers, or truncated
    public static NpyReader open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file);
        try {
            return new NpyReader(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    public Shape shape() {
        return header.shape();
    }

    public NpyType type() {
        return header.type();
    }

    /// {@return whether pieces can be read: the outermost index runs slowest, as it does unless said
    ///     otherwise}
    public boolean inPieces() {
        return !header.columnMajor() && header.shape().rank() > 0;
    }

    /// {@return the slices `from` to `from + count` along the outermost axis}
    /// @throws IllegalStateException if [#inPieces] is not
    public NpyArray slices(int from, int count) throws IOException {
        if (!inPieces()) {
            throw new IllegalStateException("the outermost index runs fastest in this file");
        }
        List<Integer> extents = new ArrayList<>(header.shape().extents());
        extents.set(0, count);
        Shape piece = new Shape(extents);
        long slice = (long) header.shape().stride(0) * header.type().bytes();
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(slice * count)).order(header.order());
        fill(bytes, start + slice * from);
        return Npy.elements(new NpyHeader(header.type(), header.order(), false, piece), bytes.flip());
    }

    /// {@return in which order the bytes of an element stand in the file}
    public ByteOrder order() {
        return header.order();
    }

    /// Reads elements as they stand in the file, from slice `from` along the outermost axis on, until
    /// `bytes` is full; several threads may do so at once.
    public void read(int from, ByteBuffer bytes) throws IOException {
        fill(bytes, start + (long) header.shape().stride(0) * header.type().bytes() * from);
    }

    private void fill(ByteBuffer buffer, long from) throws IOException {
        long at = from - buffer.position();
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new EOFException("the file became shorter");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
