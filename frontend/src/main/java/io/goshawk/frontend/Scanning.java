package io.goshawk.frontend;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Unrolled;
import io.goshawk.frontend.protos.GraphProto;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// Scan: its body once for each place of a sequence. Opset 8 has a batch in front of the sequence; since opset 9, the
/// sequence may lie along any axis.
final class Scanning {
    /// What imports the body once.
    interface Body {
        /// {@return what the body yields for `inputs`}
        /// @param label tells this time from others
        List<Imported> of(List<Imported> inputs, String label);
    }

    private final OnnxNode node;
    private final Composition steps;
    private final int scanned;
    private final int carried;
    private final int collected;

    /// @param body the graph that is repeated, as the model has it
    Scanning(OnnxNode node, GraphProto body) {
        this.node = node;
        this.steps = new Composition(node);
        this.scanned = Math.toIntExact(Math.clamp(node.attributes().integer("num_scan_inputs", 0), 0, 1 << 16));
        int given = node.inputCount() - (isBatched() ? 1 : 0);
        this.carried = given - scanned;
        this.collected = body.getOutputCount() - carried;
        if (scanned < 1 || carried < 0 || collected < 0) {
            throw node.because(
                    Code.BAD_INPUTS,
                    "Scan over " + scanned + " sequences has " + given + " inputs, and its body yields "
                            + body.getOutputCount() + " values");
        }
    }

    private boolean isBatched() {
        return node.opset() < 9;
    }

    /// {@return what the node yields: the last state, then what was collected}
    List<Imported> run(Body body) {
        List<Value> inputs = IntStream.range(0, carried + scanned)
                .mapToObj(i -> node.value(i + (isBatched() ? 1 : 0)))
                .toList();
        if (!isBatched()) {
            return sequence(inputs, axes("scan_input_axes", inputs), body, "").stream()
                    .map(steps::done)
                    .toList();
        }
        if (node.has(0)) {
            throw node.because(Code.UNSUPPORTED_FEATURE, "Scan with sequence lengths of its own")
                    .hint("export the model with opset 9 or newer");
        }
        return batch(inputs, body).stream().map(steps::done).toList();
    }

    private List<Value> batch(List<Value> inputs, Body body) {
        int size = common(inputs, Collections.nCopies(inputs.size(), 0));
        Unrolled.check(node, size);
        List<List<Value>> results = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int place = i;
            List<Value> own =
                    inputs.stream().map(input -> steps.place(input, 0, place)).toList();
            results.add(sequence(own, Collections.nCopies(scanned, 0), body, i + "/"));
        }
        return IntStream.range(0, carried + collected)
                .mapToObj(i ->
                        steps.stacked(0, results.stream().map(one -> one.get(i)).toList()))
                .toList();
    }

    private List<Value> sequence(List<Value> inputs, List<Integer> axes, Body body, String label) {
        List<Value> sequences = inputs.subList(carried, inputs.size());
        int length = common(sequences, axes);
        Unrolled.check(node, length);
        List<Boolean> backwards = directions(isBatched() ? "directions" : "scan_input_directions", scanned);
        List<Value> state = inputs.subList(0, carried);
        List<List<Value>> rows = new ArrayList<>();
        for (int trip = 0; trip < length; trip++) {
            List<Imported> given =
                    new ArrayList<>(state.stream().map(steps::done).toList());
            for (int i = 0; i < scanned; i++) {
                int place = backwards.get(i) ? length - 1 - trip : trip;
                given.add(steps.done(steps.place(sequences.get(i), axes.get(i), place)));
            }
            List<Value> results = body.of(given, label + trip).stream()
                    .map(result -> node.emit((Usable) result))
                    .toList();
            state = results.subList(0, carried);
            rows.add(results.subList(carried, carried + collected));
        }
        List<Value> outputs = new ArrayList<>(state);
        outputs.addAll(columns(rows));
        return outputs;
    }

    private List<Value> columns(List<List<Value>> rows) {
        List<Boolean> backwards = directions("scan_output_directions", collected);
        List<Value> columns = new ArrayList<>();
        for (int i = 0; i < collected; i++) {
            int column = i;
            List<Value> parts =
                    new ArrayList<>(rows.stream().map(row -> row.get(column)).toList());
            if (backwards.get(i)) {
                Collections.reverse(parts);
            }
            int rank = parts.getFirst().shape().rank() + 1;
            columns.add(steps.stacked(axis("scan_output_axes", collected, i, rank), parts));
        }
        return columns;
    }

    private List<Integer> axes(String name, List<Value> inputs) {
        return IntStream.range(0, scanned)
                .mapToObj(i ->
                        axis(name, scanned, i, inputs.get(carried + i).shape().rank()))
                .toList();
    }

    private int axis(String name, int count, int index, int rank) {
        return node.attributes().axis(name, numbers(name, count).get(index), rank);
    }

    private List<Boolean> directions(String name, int count) {
        return numbers(name, count).stream().map(direction -> direction != 0).toList();
    }

    private List<Long> numbers(String name, int count) {
        List<Long> numbers = node.attributes().integers(name).orElse(Collections.nCopies(count, 0L));
        if (numbers.size() != count) {
            throw node.because(Code.BAD_ATTRIBUTE, name + " " + numbers + " for " + count + " sequences");
        }
        return numbers;
    }

    private int common(List<Value> values, List<Integer> axes) {
        List<Integer> extents = IntStream.range(0, values.size())
                .mapToObj(i -> {
                    Shape shape = values.get(i).shape();
                    return shape.rank() == 0 ? 0 : shape.extent(axes.get(i));
                })
                .distinct()
                .toList();
        if (extents.size() != 1) {
            throw node.because(Code.SHAPE_MISMATCH, "the sequences have the lengths " + extents);
        }
        return extents.getFirst();
    }
}
