package io.goshawk.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.goshawk.harness.npy.NpyArray;
import io.goshawk.harness.npy.NpyType;
import io.goshawk.ir.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/// Rows of real numbers in a file of comma-separated values, with or without a line of titles. Read
/// twice: first to count the rows.
final class CsvSource implements RowSource {
    private final String name;
    private final Shape row;
    private final int rows;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private int next;

    /// @throws io.goshawk.ir.diag.Refusal (GHK-8003) if the file cannot be read
    CsvSource(Path file, Shape row) {
        this.name = file.toString();
        this.row = row;
        try {
            boolean titled;
            try (CsvReader<CsvRecord> all = reader(file)) {
                titled = all.stream().findFirst().filter(CsvSource::isTitle).isPresent();
            }
            try (CsvReader<CsvRecord> all = reader(file)) {
                this.rows = Math.toIntExact(all.stream().count()) - (titled ? 1 : 0);
            }
            this.reader = reader(file);
            this.records = reader.iterator();
            if (titled) {
                records.next();
            }
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw DataFile.refusal(name, "it cannot be read: " + Words.oneLine(String.valueOf(e.getMessage())));
        }
    }

    /// Rows of the wrong length are for this class to name.
    private static CsvReader<CsvRecord> reader(Path file) throws IOException {
        return CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(file);
    }

    private static boolean isTitle(CsvRecord record) {
        List<String> fields = record.getFields();
        return fields.stream().noneMatch(CsvSource::isNumber);
    }

    private static boolean isNumber(String field) {
        try {
            return !Double.isNaN(Double.parseDouble(field.strip()));
        } catch (NumberFormatException _) {
            return false;
        }
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
        if (from != next) {
            throw new IllegalArgumentException("row " + from + " after row " + next);
        }
        double[] values = new double[(to - from) * row.size()];
        for (int i = from; i < to; i++) {
            parse(next(i), i, values, (i - from) * row.size());
        }
        next = to;
        Shape shape = Shape.of(to - from, row.size());
        return new Samples(name, row, to - from, new NpyArray.Reals(shape, NpyType.FLOAT64, values), from);
    }

    private CsvRecord next(int index) {
        try {
            return records.next();
        } catch (UncheckedIOException | CsvParseException e) {
            throw DataFile.refusal(name, "row " + index + ": " + Words.oneLine(String.valueOf(e.getMessage())));
        }
    }

    private void parse(CsvRecord record, int index, double[] values, int start) {
        List<String> fields = record.getFields();
        if (fields.size() != row.size()) {
            throw DataFile.refusal(
                    name,
                    "row " + index + " has " + Words.count(fields.size(), "column") + ", and the input takes "
                            + row.size());
        }
        for (int column = 0; column < fields.size(); column++) {
            try {
                values[start + column] = Double.parseDouble(fields.get(column).strip());
            } catch (NumberFormatException _) {
                throw DataFile.refusal(
                        name,
                        "row " + index + ", column " + column + " holds \"" + Words.oneLine(fields.get(column))
                                + "\", which is no number");
            }
        }
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
