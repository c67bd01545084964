package io.goshawk.cli;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// How far an output of a quantised model lies from the float model's, over some rows.
///
/// @param relative the root mean square of the differences over that of the output
/// @param largest the largest difference
/// @param cosine the mean cosine between the two outputs of a row
record Movement(String output, int rows, double relative, double largest, double cosine) {
    /// @param inputs rows of `network`
    /// @param missing inputs that `quantised` no longer has
    /// @return a line for each output
    static List<Movement> of(
            Graph<OnnxOp> network, Graph<OnnxOp> quantised, List<List<Tensor>> inputs, Set<String> missing) {
        List<Sums> sums = network.outputs().stream().map(_ -> new Sums()).toList();
        int[] kept = IntStream.range(0, network.inputs().size())
                .filter(i -> !missing.contains(network.inputs().get(i).name()))
                .toArray();
        for (List<Tensor> row : inputs) {
            List<Tensor> expected = Interpreter.run(network, row);
            List<Tensor> actual = Interpreter.run(
                    quantised, IntStream.of(kept).mapToObj(row::get).toList());
            for (int i = 0; i < sums.size(); i++) {
                sums.get(i).add(reals(expected.get(i)), reals(actual.get(i)));
            }
        }
        List<Movement> result = new ArrayList<>();
        for (int i = 0; i < sums.size(); i++) {
            result.add(sums.get(i).movement(network.outputs().get(i).name(), inputs.size()));
        }
        return result;
    }

    private static double[] reals(Tensor tensor) {
        return Floats.of(tensor, FloatType.F32).toDoubles();
    }

    private static final class Sums {
        private double errors;
        private double squares;
        private double largest;
        private double cosines;

        void add(double[] expected, double[] actual) {
            double dot = 0;
            double own = 0;
            double other = 0;
            for (int i = 0; i < expected.length; i++) {
                double difference = actual[i] - expected[i];
                errors += difference * difference;
                largest = Math.max(largest, Math.abs(difference));
                dot += expected[i] * actual[i];
                own += expected[i] * expected[i];
                other += actual[i] * actual[i];
            }
            squares += own;
            cosines += own == 0 || other == 0 ? (own == other ? 1 : 0) : dot / Math.sqrt(own * other);
        }

        Movement movement(String name, int rows) {
            double relative = squares == 0 ? 0 : Math.sqrt(errors / squares);
            return new Movement(name, rows, relative, largest, rows == 0 ? 1 : cosines / rows);
        }
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "output %s on %d rows: error %.3f %% of its size, at most %.4g; mean cosine %.5f",
                output,
                rows,
                100 * relative,
                largest,
                cosine);
    }

    Map<String, Object> document() {
        return Json.object(
                "name", output, "rows", rows, "relativeError", relative, "largestError", largest, "cosine", cosine);
    }
}
