package io.goshawk.cli;

import io.goshawk.harness.npy.NpyReader;
import io.goshawk.simulator.PortBuffer;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Integers of a `.npy` file that go into the hardware's port in bulk; for one thread.
final class IntegerRows {
    private final String name;
    private final NpyReader reader;
    private final int slices;
    private MemorySegment scratch = MemorySegment.NULL;

    /// @param slices how many slices of the file are a row
    IntegerRows(String name, NpyReader reader, int slices) {
        this.name = name;
        this.reader = reader;
        this.slices = slices;
    }

    /// Reads rows from `from` on, as many as `rows` takes.
    /// @return whether all integers are within the port's type; where not, what `rows` holds is not
    ///     said
    boolean load(int from, PortBuffer rows) {
        int bytes = reader.type().bytes();
        MemorySegment stored =
                bytes == rows.elementBytes() ? rows.segment() : scratch((long) rows.rows() * rows.row() * bytes);
        try {
            reader.read(from * slices, stored.asByteBuffer());
        } catch (IOException e) {
            throw DataFile.refusal(name, "it cannot be read: " + Words.oneLine(String.valueOf(e.getMessage())));
        }
        return rows.take(stored, bytes, reader.type().isSigned());
    }

    private MemorySegment scratch(long bytes) {
        if (scratch.byteSize() < bytes) {
            scratch = Arena.ofAuto().allocate(bytes, Long.BYTES);
        }
        return scratch.asSlice(0, bytes);
    }
}
