package io.goshawk.frontend.operators.recurrent;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.frontend.operators.Unrolled;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.onnx.elementwise.Binary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// RNN, GRU and LSTM, unrolled: the length of the sequence is known, and each step becomes operations of its own.
///
/// Behind the end of a sequence that is shorter than others, outputs are zero and the state stays.
record RecurrentOperator(Kind kind) implements Operator {
    /// Which operator.
    enum Kind {
        RNN,
        GRU,
        LSTM
    }

    private static final int BIAS = 3;
    private static final int LENGTHS = 4;
    private static final int INITIAL = 5;
    private static final int PEEPHOLES = 7;

    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(3, kind == Kind.LSTM ? 8 : 6);
        List<Boolean> directions = directions(node);
        boolean batchFirst = node.attributes().flag("layout", false);
        Composition steps = new Composition(node);
        Value input = batchFirst ? steps.transpose(node.value(0), 1, 0, 2) : node.value(0);
        if (input.shape().rank() != 3 || node.value(2).shape().rank() != 3) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    node.type() + " of [" + input.shape() + "] with recurrence weights ["
                            + node.value(2).shape() + "]");
        }
        Unrolled.check(node, input.shape().extent(0));
        Gates gates = Gates.of(node, steps, cell(node, steps, 0).functions(), directions.size());
        List<Direction.Result> results = new ArrayList<>();
        for (int i = 0; i < directions.size(); i++) {
            Cell cell = cell(node, steps, i);
            results.add(new Direction(steps, cell, gates, lengths(node, steps), directions.get(i))
                    .run(input, parameters(node, steps, cell, i, batchFirst), i));
        }
        return results(node, steps, results, batchFirst);
    }

    private static List<Boolean> directions(OnnxNode node) {
        String direction = node.attributes().text("direction", "forward");
        return switch (direction) {
            case "forward" -> List.of(false);
            case "reverse" -> List.of(true);
            case "bidirectional" -> List.of(false, true);
            default -> throw node.because(Code.BAD_ATTRIBUTE, "direction is \"" + direction + "\"");
        };
    }

    private Cell cell(OnnxNode node, Composition steps, int direction) {
        return switch (kind) {
            case RNN -> new Cell.Plain();
            case GRU -> new Cell.Gru(node.attributes().integer("linear_before_reset", 0) != 0);
            case LSTM ->
                new Cell.Lstm(
                        node.has(PEEPHOLES)
                                ? Optional.of(row(steps, node.value(PEEPHOLES), direction))
                                : Optional.empty(),
                        node.attributes().flag("input_forget", false));
        };
    }

    private static Direction.Parameters parameters(
            OnnxNode node, Composition steps, Cell cell, int direction, boolean batchFirst) {
        Value recurrent = steps.swapped(row(steps, node.value(2), direction));
        List<Value> initial = new ArrayList<>();
        for (int state = 0; state < cell.states(); state++) {
            initial.add(
                    node.has(INITIAL + state)
                            ? row(
                                    steps,
                                    batchFirst
                                            ? steps.transpose(node.value(INITIAL + state), 1, 0, 2)
                                            : node.value(INITIAL + state),
                                    direction)
                            : steps.filled(
                                    recurrent.type().element(),
                                    Shape.of(
                                            node.input(0).shape().extent(batchFirst ? 0 : 1),
                                            recurrent.shape().extent(0)),
                                    0));
        }
        Optional<Value> bias = node.has(BIAS) ? Optional.of(row(steps, node.value(BIAS), direction)) : Optional.empty();
        int half = bias.map(value -> value.shape().last() / 2).orElse(0);
        return new Direction.Parameters(
                steps.swapped(row(steps, node.value(1), direction)),
                recurrent,
                bias.map(value -> steps.slice(value, 0, 0, half)),
                bias.map(value -> steps.slice(value, 0, half, half)),
                initial);
    }

    /// {@return place `index` of `value` along its first axis, which goes}
    private static Value row(Composition steps, Value value, int index) {
        Shape shape = value.shape();
        Value part = steps.slice(value, 0, index, 1);
        return steps.reshape(part, new Shape(shape.extents().subList(1, shape.rank())));
    }

    private static Optional<Value> lengths(OnnxNode node, Composition steps) {
        return node.has(LENGTHS)
                ? Optional.of(steps.reshape(
                        steps.cast(node.value(LENGTHS), IntType.s(Long.SIZE)),
                        node.input(LENGTHS).shape().size(),
                        1))
                : Optional.empty();
    }

    private static Imported results(
            OnnxNode node, Composition steps, List<Direction.Result> results, boolean batchFirst) {
        for (int state = 0; state < results.getFirst().last().size(); state++) {
            if (node.wants(state + 1)) {
                int index = state;
                Value all = steps.concat(
                        0,
                        results.stream()
                                .map(result -> wrapped(steps, result.last().get(index)))
                                .toList());
                node.alsoYields(state + 1, steps.done(batchFirst ? steps.transpose(all, 1, 0, 2) : all));
            }
        }
        Value outputs =
                steps.concat(1, results.stream().map(Direction.Result::outputs).toList());
        return steps.done(batchFirst ? steps.transpose(outputs, 2, 0, 1, 3) : outputs);
    }

    private static Value wrapped(Composition steps, Value value) {
        return steps.reshape(value, 1, value.shape().extent(0), value.shape().extent(1));
    }

    /// {@return the condition that place `place` lies within each sequence}
    static Value within(Composition steps, Value lengths, int place) {
        return steps.binary(steps.literal(IntType.s(Long.SIZE), place), Binary.Kind.LESS, lengths);
    }
}
