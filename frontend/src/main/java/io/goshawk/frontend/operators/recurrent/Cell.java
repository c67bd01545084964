package io.goshawk.frontend.operators.recurrent;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.elementwise.Binary;
import java.util.List;
import java.util.Optional;

/// One step of a recurrent operator in one direction. Gates lie side by side in the innermost axis.
sealed interface Cell {
    /// What a direction brings along.
    ///
    /// @param input what the inputs of a step contribute to the gates, the input bias included:
    ///     `[batch, gates * hidden]`
    /// @param recurrent the recurrence weights, `[hidden, gates * hidden]`
    /// @param bias the recurrence bias, `[gates * hidden]`
    /// @param first the place of the first activation function of the direction
    record Frame(Composition steps, Gates gates, int first, Value input, Value recurrent, Optional<Value> bias) {
        /// {@return the part of `gates` that belongs to gate `index` of `count`}
        Value part(Value gates, int index, int count) {
            int axis = gates.shape().rank() - 1;
            int hidden = gates.shape().last() / count;
            return steps.slice(gates, axis, index * hidden, hidden);
        }

        /// {@return function `index` of `value`}
        Value function(int index, Value value) {
            return gates.apply(first + index, value);
        }

        /// {@return what the state contributes to the gates}
        Value recurrence(Value state) {
            Value product = steps.product(state, recurrent);
            return bias.map(term -> steps.plus(product, term)).orElse(product);
        }

        /// {@return one less `value`}
        Value complement(Value value) {
            return steps.binary(steps.literal(value.type().element(), 1), Binary.Kind.SUB, value);
        }
    }

    /// {@return how many gates there are}
    int gates();

    /// {@return the functions of a direction where none are listed}
    List<String> functions();

    /// {@return how many tensors the state has; the first is the output}
    default int states() {
        return 1;
    }

    /// {@return the state behind the step that starts from `state`}
    List<Value> step(Frame frame, List<Value> state);

    /// RNN: `f(x W + h R)`.
    record Plain() implements Cell {
        @Override
        public int gates() {
            return 1;
        }

        @Override
        public List<String> functions() {
            return List.of("Tanh");
        }

        @Override
        public List<Value> step(Frame frame, List<Value> state) {
            return List.of(frame.function(0, frame.steps().plus(frame.input(), frame.recurrence(state.getFirst()))));
        }
    }

    /// GRU, with gates update, reset, hidden.
    ///
    /// @param resetsLast whether the reset gate scales the product of the state, not the state itself
    ///     (`linear_before_reset`)
    record Gru(boolean resetsLast) implements Cell {
        @Override
        public int gates() {
            return 3;
        }

        @Override
        public List<String> functions() {
            return List.of("Sigmoid", "Tanh");
        }

        @Override
        public List<Value> step(Frame frame, List<Value> state) {
            Composition steps = frame.steps();
            Value before = state.getFirst();
            Value recurrence = frame.recurrence(before);
            Value update = frame.function(0, sum(frame, recurrence, 0));
            Value reset = frame.function(0, sum(frame, recurrence, 1));
            Value candidate = resetsLast
                    ? steps.times(reset, frame.part(recurrence, 2, 3))
                    : frame.part(frame.recurrence(steps.times(reset, before)), 2, 3);
            Value hidden = frame.function(1, steps.plus(frame.part(frame.input(), 2, 3), candidate));
            return List.of(steps.plus(steps.times(frame.complement(update), hidden), steps.times(update, before)));
        }

        private static Value sum(Frame frame, Value recurrence, int gate) {
            return frame.steps().plus(frame.part(frame.input(), gate, 3), frame.part(recurrence, gate, 3));
        }
    }

    /// LSTM, with gates input, output, forget, cell.
    ///
    /// @param peepholes one vector for each of the gates input, output, forget, `[3 * hidden]`
    /// @param couples whether the forget gate is one less the input gate
    record Lstm(Optional<Value> peepholes, boolean couples) implements Cell {
        @Override
        public int gates() {
            return 4;
        }

        @Override
        public int states() {
            return 2;
        }

        @Override
        public List<String> functions() {
            return List.of("Sigmoid", "Tanh", "Tanh");
        }

        @Override
        public List<Value> step(Frame frame, List<Value> state) {
            Composition steps = frame.steps();
            Value before = state.get(1);
            Value sums = steps.plus(frame.input(), frame.recurrence(state.getFirst()));
            Value input = frame.function(0, peeped(frame, sums, 0, before));
            Value forget = couples ? frame.complement(input) : frame.function(0, peeped(frame, sums, 2, before));
            Value candidate = frame.function(1, frame.part(sums, 3, 4));
            Value cell = steps.plus(steps.times(forget, before), steps.times(input, candidate));
            Value output = frame.function(0, peeped(frame, sums, 1, cell));
            return List.of(steps.times(output, frame.gates().apply(frame.first() + 2, cell)), cell);
        }

        private Value peeped(Frame frame, Value sums, int gate, Value cell) {
            Value sum = frame.part(sums, gate, 4);
            return peepholes
                    .map(all -> frame.steps().plus(sum, frame.steps().times(frame.part(all, gate, 3), cell)))
                    .orElse(sum);
        }
    }
}
