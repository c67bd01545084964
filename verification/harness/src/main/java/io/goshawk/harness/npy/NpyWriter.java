package io.goshawk.harness.npy;

import io.goshawk.ir.Shape;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a `.npy` file piece by piece along its outermost axis.
public final class NpyWriter implements AutoCloseable {
    private final OutputStream stream;

    /// @param shape the shape of all pieces together
    public NpyWriter(Path file, NpyType type, Shape shape) throws IOException {
        stream = new BufferedOutputStream(Files.newOutputStream(file));
        stream.write(Npy.head(type, shape));
    }

    /// Writes the next piece.
    public void write(NpyArray piece) throws IOException {
        stream.write(Npy.content(piece));
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
