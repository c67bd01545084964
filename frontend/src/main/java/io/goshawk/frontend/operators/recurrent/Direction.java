package io.goshawk.frontend.operators.recurrent;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// One direction of a recurrent operator.
///
/// @param lengths of the sequences, `[batch, 1]`; empty where all are as long as the input
/// @param isReverse whether it starts from the end
record Direction(Composition steps, Cell cell, Gates gates, Optional<Value> lengths, boolean isReverse) {
    /// What belongs to the direction.
    ///
    /// @param input weights, `[input, gates * hidden]`
    /// @param recurrent weights, `[hidden, gates * hidden]`
    /// @param inputBias, recurrentBias `[gates * hidden]`
    /// @param initial the state in front of the first step, each tensor `[batch, hidden]`
    record Parameters(
            Value input,
            Value recurrent,
            Optional<Value> inputBias,
            Optional<Value> recurrentBias,
            List<Value> initial) {}

    /// What it yields.
    ///
    /// @param outputs `[sequence, 1, batch, hidden]`
    /// @param last the state behind the last step
    record Result(Value outputs, List<Value> last) {}

    /// {@return what comes of `input`, `[sequence, batch, input]`}
    /// @param index the place of the direction among those of the operator
    Result run(Value input, Parameters parameters, int index) {
        // The inputs of all steps are known beforehand, so one product serves them all.
        Value product = steps.product(input, parameters.input());
        Value contributions =
                parameters.inputBias().map(bias -> steps.plus(product, bias)).orElse(product);
        Shape shape = contributions.shape();
        List<Value> state = parameters.initial();
        List<Value> outputs = new ArrayList<>();
        for (int i = 0; i < shape.extent(0); i++) {
            int place = isReverse ? shape.extent(0) - 1 - i : i;
            Value own = steps.reshape(steps.slice(contributions, 0, place, 1), shape.extent(1), shape.extent(2));
            Cell.Frame frame = new Cell.Frame(
                    steps,
                    gates,
                    index * cell.functions().size(),
                    own,
                    parameters.recurrent(),
                    parameters.recurrentBias());
            List<Value> next = cell.step(frame, state);
            outputs.add(output(next.getFirst(), place));
            state = kept(next, state, place);
        }
        if (isReverse) {
            Collections.reverse(outputs);
        }
        return new Result(steps.concat(0, outputs), state);
    }

    private Value output(Value hidden, int place) {
        Value seen = lengths.map(all -> steps.where(
                        RecurrentOperator.within(steps, all, place),
                        hidden,
                        steps.literal(hidden.type().element(), 0)))
                .orElse(hidden);
        return steps.reshape(seen, 1, 1, seen.shape().extent(0), seen.shape().extent(1));
    }

    private List<Value> kept(List<Value> next, List<Value> before, int place) {
        if (lengths.isEmpty()) {
            return next;
        }
        List<Value> result = new ArrayList<>();
        for (int i = 0; i < next.size(); i++) {
            result.add(steps.where(RecurrentOperator.within(steps, lengths.get(), place), next.get(i), before.get(i)));
        }
        return result;
    }
}
