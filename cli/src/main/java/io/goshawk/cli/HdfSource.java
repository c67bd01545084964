package io.goshawk.cli;

import io.goshawk.harness.npy.NpyArray;
import io.goshawk.harness.npy.NpyType;
import io.goshawk.ir.Shape;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.exceptions.HdfException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Rows of a data set of an HDF5 file, along its outermost axis.
final class HdfSource implements RowSource {
    private final String name;
    private final HdfFile file;
    private final Dataset dataset;
    private final Shape row;
    private final int rows;
    private final int[] extents;

    /// @param path the data set in the file, such as `/jets/features`
    /// @throws io.goshawk.ir.diag.Refusal (GHK-8003) if the file holds no such rows
    HdfSource(Path file, String path, Shape integerRow, Shape realRow) {
        this.name = file + ":" + path;
        try {
            this.file = new HdfFile(file);
            this.dataset = this.file.getDatasetByPath(path);
        } catch (HdfException | IllegalArgumentException e) {
            throw DataFile.refusal(name, Words.oneLine(String.valueOf(e.getMessage())));
        }
        this.extents = dataset.getDimensions();
        this.row = isReal() ? realRow : integerRow;
        this.rows = Samples.rows(name, Shape.of(extents), row);
    }

    private boolean isReal() {
        Class<?> type = dataset.getJavaType();
        boolean number = type == byte.class || type == short.class || type == int.class || type == long.class;
        if (type != float.class && type != double.class && !number) {
            throw DataFile.refusal(name, "it holds no numbers of 8 bytes or fewer");
        }
        return !number;
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
        int slices = extents.length == 0 ? 1 : extents[0] / rows;
        Object data;
        try {
            data = piece((long) from * slices, (to - from) * slices);
        } catch (HdfException e) {
            throw DataFile.refusal(name, Words.oneLine(String.valueOf(e.getMessage())));
        }
        Shape shape = Shape.of(to - from, row.size());
        if (isReal()) {
            double[] values = new double[shape.size()];
            flatten(data, 0, (place, value) -> values[place] = ((Number) value).doubleValue());
            return new Samples(name, row, to - from, new NpyArray.Reals(shape, NpyType.FLOAT64, values), from);
        }
        long[] values = new long[shape.size()];
        flatten(data, 0, (place, value) -> values[place] = ((Number) value).longValue());
        return new Samples(name, row, to - from, new NpyArray.Integers(shape, NpyType.INT64, values), from);
    }

    private Object piece(long from, int count) {
        if (extents.length == 0) {
            return dataset.getData();
        }
        int[] sizes = extents.clone();
        sizes[0] = count;
        long[] offsets = new long[extents.length];
        offsets[0] = from;
        try {
            return dataset.getData(offsets, sizes);
        } catch (UnsupportedOperationException _) {
            // Layouts that cannot be read in pieces are read whole.
            Object all = dataset.getData();
            return IntStream.range(0, count)
                    .mapToObj(i -> Array.get(all, Math.toIntExact(from + i)))
                    .toArray();
        }
    }

    private interface Taker {
        void take(int place, Object value);
    }

    /// {@return the place behind the last element}
    private static int flatten(Object data, int start, Taker taker) {
        if (!data.getClass().isArray()) {
            taker.take(start, data);
            return start + 1;
        }
        int place = start;
        for (int i = 0; i < Array.getLength(data); i++) {
            place = flatten(Array.get(data, i), place, taker);
        }
        return place;
    }

    @Override
    public String toString() {
        return name + Arrays.toString(extents);
    }

    @Override
    public void close() {
        file.close();
    }
}
