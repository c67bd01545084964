package io.goshawk.passes.calibrate;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The least and the largest of every float tensor of a model over all runs that were watched.
///
/// Graphs of one model that were imported with different extents number their values alike, so what one
/// was seen to hold serves the others.
public final class Observations {
    private final double percentile;
    private final Map<Integer, Extremes> extremes = new HashMap<>();
    private final Map<Integer, Extremes> inner = new HashMap<>();

    /// What a tensor was seen to hold.
    public record Extremes(double least, double most) {
        Extremes union(Extremes other) {
            return new Extremes(Math.min(least, other.least), Math.max(most, other.most));
        }

        /// {@return the largest magnitude}
        public double magnitude() {
            return Math.max(Math.abs(least), Math.abs(most));
        }
    }

    /// @param percentile of the elements of a run that count on either side; 100 for all of them
    public Observations(double percentile) {
        if (!(percentile > 50 && percentile <= 100)) {
            throw new IllegalArgumentException("a percentile of " + percentile);
        }
        this.percentile = percentile;
    }

    /// Runs `graph` on `inputs` and takes note of what its tensors hold.
    public void watch(Graph<OnnxOp> graph, List<? extends Tensor> inputs) {
        Map<Value, Tensor> held = Interpreter.trace(graph, inputs);
        for (Graph.Node<OnnxOp> node : graph.nodes()) {
            if (node.op() instanceof Constant
                    && extremes.containsKey(node.result().id())) {
                held.remove(node.result()); // large, and the same as before
            }
        }
        held.forEach(this::note);
    }

    private void note(Value value, Tensor tensor) {
        if (!(value.type().element() instanceof FloatType) || value.shape().size() == 0) {
            return;
        }
        double[] elements = Floats.of(tensor, FloatType.F32).toDoubles();
        Extremes all = new Extremes(
                Arrays.stream(elements).min().orElseThrow(),
                Arrays.stream(elements).max().orElseThrow());
        extremes.merge(value.id(), all, Extremes::union);
        inner.merge(value.id(), percentile == 100 ? all : inner(elements), Extremes::union);
    }

    private Extremes inner(double[] elements) {
        double[] sorted = elements.clone();
        Arrays.sort(sorted);
        int last = sorted.length - 1;
        int cut = (int) Math.floor(last * (100 - percentile) / 100);
        return new Extremes(sorted[cut], sorted[last - cut]);
    }

    /// {@return what `value` was seen to hold, if it was seen}
    public Optional<Extremes> of(Value value) {
        return Optional.ofNullable(extremes.get(value.id()));
    }

    /// {@return what `value` was seen to hold but for the elements beyond the percentile, if it was
    ///     seen}
    public Optional<Extremes> inner(Value value) {
        return Optional.ofNullable(inner.get(value.id()));
    }
}
