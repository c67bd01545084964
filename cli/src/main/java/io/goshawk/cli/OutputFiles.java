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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes arrays that come piece by piece: one to a `.npy` file as it comes, any number to a `.npz` file at the end.
final class OutputFiles implements AutoCloseable {
    private final Path file;
    private final int rows;
    private final Map<String, List<NpyArray>> kept = new LinkedHashMap<>();
    private Optional<NpyWriter> writer = Optional.empty();

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
            if (file.toString().endsWith(".npz")) {
                for (Piece piece : pieces) {
                    kept.computeIfAbsent(piece.name(), _ -> new ArrayList<>()).add(piece.array());
                }
            } else {
                Piece piece = pieces.getFirst();
                if (writer.isEmpty()) {
                    writer = Optional.of(new NpyWriter(file, piece.array().type(), stacked(piece.row(), rows)));
                }
                writer.get().write(piece.array());
            }
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    private Refusal refusal(IOException cause) {
        return new Refusal(Diagnostic.of(
                Code.OUTPUT_NOT_WRITABLE,
                new Location.Whole(file.toString()),
                "it cannot be written: " + Words.oneLine(String.valueOf(cause.getMessage()))));
    }

    @Override
    public void close() {
        try {
            if (writer.isPresent()) {
                writer.get().close();
            } else if (!kept.isEmpty()) {
                Map<String, NpyArray> whole = new LinkedHashMap<>();
                kept.forEach((name, pieces) -> whole.put(name, joined(pieces)));
                Npz.write(file, whole);
            }
        } catch (IOException e) {
            throw refusal(e);
        }
    }

    private static NpyArray joined(List<NpyArray> pieces) {
        NpyArray first = pieces.getFirst();
        List<Integer> extents = new ArrayList<>(first.shape().extents());
        extents.set(
                0, pieces.stream().mapToInt(piece -> piece.shape().extent(0)).sum());
        Shape shape = new Shape(extents);
        return switch (first) {
            case NpyArray.Reals _ ->
                new NpyArray.Reals(
                        shape,
                        first.type(),
                        pieces.stream()
                                .flatMapToDouble(piece -> Arrays.stream(((NpyArray.Reals) piece).values()))
                                .toArray());
            case NpyArray.Integers _ ->
                new NpyArray.Integers(
                        shape,
                        first.type(),
                        pieces.stream()
                                .flatMapToLong(piece -> Arrays.stream(((NpyArray.Integers) piece).values()))
                                .toArray());
        };
    }
}
