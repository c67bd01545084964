package io.goshawk.cli;

import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;

/// One output of a model, for many rows.
final class Result {
    private final Graph.Port port;
    private final int rows;
    private final double[] values;
    private final int[] places;

    /// @param port the output, whose shape is that of a row
    Result(Graph.Port port, int rows) {
        this.port = port;
        this.rows = rows;
        this.values = new double[Math.multiplyExact(rows, row().size())];
        this.places = new int[rows];
    }

    String name() {
        return port.name();
    }

    Shape row() {
        return port.value().shape();
    }

    int rows() {
        return rows;
    }

    /// {@return whether the values are plain integers, such as classes}
    boolean integral() {
        return port.value().type().element() instanceof IntType;
    }

    /// {@return the elements themselves, row after row, as the nearest doubles}
    double[] values() {
        return values;
    }

    /// {@return the first place of the largest element of `row`, found before anything was rounded}
    int largest(int row) {
        return places[row];
    }

    /// Writes `tensor`, whose rows begin at `from`.
    void set(int from, Tensor tensor) {
        if (tensor instanceof FloatTensor floats) {
            // Floats order themselves, and may be infinite or not a number.
            set(from, floats);
            return;
        }
        RealTensor reals = Reals.of(tensor, port.value().type());
        int size = row().size();
        for (int i = 0; i < reals.values().size(); i++) {
            values[from * size + i] = reals.at(i).toDouble();
            int place = i % size;
            int row = from + i / size;
            boolean larger = place > 0 && reals.at(i).compareTo(reals.at(i - place + places[row])) > 0;
            places[row] = larger ? place : place == 0 ? 0 : places[row];
        }
    }

    private void set(int from, FloatTensor floats) {
        int size = row().size();
        int count = floats.shape().size();
        for (int i = 0; i < count; i++) {
            values[from * size + i] = floats.at(i);
            int place = i % size;
            int row = from + i / size;
            boolean larger = place > 0 && floats.at(i) > floats.at(i - place + places[row]);
            places[row] = larger ? place : place == 0 ? 0 : places[row];
        }
    }
}
