package io.goshawk.cli;

import io.goshawk.harness.npy.NpyArray;
import io.goshawk.harness.npy.NpyType;
import io.goshawk.harness.npy.NpyWriter;
import io.goshawk.harness.npy.Npz;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Writes arrays that come piece by piece: one to a `.npy` file as it comes, any number to a `.npz`
/// file at the end.
final class OutputFiles implements AutoCloseable {
    private final Path file;
    private final int rows;
    private final Map<String, Path> parts = new LinkedHashMap<>();
    private final Map<String, NpyWriter> writers = new LinkedHashMap<>();
    private int done;

    /// @param rows how many there will be
    OutputFiles(Path file, int rows) {
        this.file = file;
        this.rows = rows;
    }

    /// One piece of an output.
    ///
    /// @param row the shape of a row
    record Piece(String name, Shape row, NpyArray array) {
        /// {@return integers}
        static Piece of(String name, Shape row, int rows, long[] values) {
            return new Piece(name, row, new NpyArray.Integers(stacked(row, rows), NpyType.INT64, values));
        }

        /// {@return what the model gives}
        static Piece of(Result result) {
            Shape shape = stacked(result.row(), result.rows());
            return result.integral()
                    ? of(
                            result.name(),
                            result.row(),
                            result.rows(),
                            Arrays.stream(result.values())
                                    .mapToLong(value -> (long) value)
                                    .toArray())
                    : new Piece(
                            result.name(), result.row(), new NpyArray.Reals(shape, NpyType.FLOAT64, result.values()));
        }
    }

    /// Rows along axis 0: in place of a leading extent of 1, else multiplied into it.
    private static Shape stacked(Shape row, int rows) {
        List<Integer> extents = new ArrayList<>(row.extents());
        if (extents.isEmpty()) {
            return Shape.of(rows);
        }
        extents.set(0, extents.getFirst() * rows);
        return new Shape(extents);
    }

    /// Takes the next rows of all outputs.
    void write(List<Piece> pieces) {
        try {
            for (Piece piece : isArchive() ? pieces : pieces.subList(0, 1)) {
                writer(piece.name(), piece.row(), piece.array().type()).write(piece.array());
            }
            Piece first = pieces.getFirst();
            done += first.array().shape().size() / Math.max(1, first.row().size());
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    private boolean isArchive() {
        return file.toString().endsWith(".npz");
    }

    /// An archive's arrays stand beside it until all are whole.
    private NpyWriter writer(String name, Shape row, NpyType type) throws IOException {
        if (!writers.containsKey(name)) {
            Path part =
                    isArchive() ? Files.createTempFile(file.toAbsolutePath().getParent(), "unfinished-", ".npy") : file;
            parts.put(name, part);
            writers.put(name, new NpyWriter(part, type, stacked(row, rows)));
        }
        return Objects.requireNonNull(writers.get(name));
    }

    /// {@return where rows of output `name` can be written in any order; nothing where they cannot}
    Optional<NpyWriter> anyOrder(String name, Shape row, NpyType type) {
        try {
            return Optional.of(writer(name, row, type)).filter(NpyWriter::anyOrder);
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    /// Says that rows up to `row` were written by [#anyOrder].
    void proceed(int row, Map<String, Integer> sizes) {
        try {
            for (Map.Entry<String, Integer> size : sizes.entrySet()) {
                Objects.requireNonNull(writers.get(size.getKey())).proceed((long) row * size.getValue());
            }
            done = row;
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    Refusal refusal(IOException cause) {
        return new Refusal(Diagnostic.of(
                Code.OUTPUT_NOT_WRITABLE,
                new Location.Whole(file.toString()),
                "it cannot be written: " + Words.oneLine(String.valueOf(cause.getMessage()))));
    }

    @Override
    public void close() {
        try {
            for (NpyWriter writer : writers.values()) {
                writer.close();
            }
            if (isArchive() && done == rows && !parts.isEmpty()) {
                Npz.pack(file, parts);
            }
            for (Path part : isArchive() ? parts.values() : List.<Path>of()) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw refusal(e);
        }
    }
}
