package io.goshawk.cli;

import io.goshawk.harness.npy.NpyReader;
import io.goshawk.ir.Shape;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;

/// Rows of a `.npy` file that need not fit memory.
final class NpySource implements RowSource {
    private final String name;
    private final NpyReader reader;
    private final Shape row;
    private final int rows;

    /// @throws io.goshawk.ir.diag.Refusal (GHK-8003) if the file holds no rows of shape `row`
    NpySource(String name, NpyReader reader, Shape row) {
        this.name = name;
        this.reader = reader;
        this.row = row;
        this.rows = Samples.rows(name, reader.shape(), row);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public Samples read(int from, int to) {
        int slices = reader.shape().extent(0) / rows;
        try {
            return new Samples(name, row, to - from, reader.slices(from * slices, (to - from) * slices), from);
        } catch (IOException e) {
            throw DataFile.refusal(name, "it cannot be read: " + Words.oneLine(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public Optional<IntegerRows> integers() {
        boolean bulk = switch (reader.type()) {
            case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32 ->
                reader.type().bytes() == 1 || reader.order() == ByteOrder.nativeOrder();
            case BOOL, UINT64, FLOAT16, FLOAT32, FLOAT64 -> false;
        };
        return bulk ? Optional.of(new IntegerRows(name, reader, reader.shape().extent(0) / rows)) : Optional.empty();
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw DataFile.refusal(name, "it cannot be closed: " + Words.oneLine(String.valueOf(e.getMessage())));
        }
    }
}
