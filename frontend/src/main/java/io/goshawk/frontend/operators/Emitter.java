package io.goshawk.frontend.operators;

import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.operators.Imported.Flowing;
import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.frontend.operators.Imported.Usable;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Adds operations to the graph, and each known tensor at most once. Operations on known tensors are
/// evaluated instead.
public final class Emitter {
    /// What is worked out for shapes and places has at most as many elements, operands and result together.
    private static final int MAX_FORESEEN = 1024;

    private final GraphBuilder<OnnxOp> builder;
    private final IdentityHashMap<Known, Value> constants = new IdentityHashMap<>();
    private final Map<Value, Known> tensors = new HashMap<>();
    private final Map<Value, Known> given = new HashMap<>();

    public Emitter(GraphBuilder<OnnxOp> builder) {
        this.builder = builder;
    }

    /// Lets `value` have the elements `known` wherever an operator needs a parameter at import.
    public void give(Value value, Known known) {
        given.put(value, known);
    }

    /// {@return the elements that `value` has with the graph inputs that the user gave}
    Optional<Known> given(Value value) {
        return Optional.ofNullable(given.get(value));
    }

    /// {@return the value of `usable`, a constant where its elements are known}
    /// @throws Unconvertible if one of them is not a number
    public Value value(Usable usable) {
        return switch (usable) {
            case Flowing flowing -> flowing.value();
            case Known known -> {
                Value earlier = constants.get(known);
                yield earlier == null ? constant(known) : earlier;
            }
        };
    }

    private Value constant(Known known) {
        if (known.data() instanceof FloatTensor floats) {
            floats.firstNaN().ifPresent(place -> {
                throw Unconvertible.because(
                                Code.BAD_TENSOR_DATA,
                                known.at(),
                                "a constant of shape [" + floats.shape() + "] holds NaN at place " + place)
                        .hint("train or export the model again: nothing can be computed with this number");
            });
        }
        Value value = builder.add(new Constant(known.data(), known.element()), known.at());
        constants.put(known, value);
        tensors.put(value, known);
        return value;
    }

    /// {@return what `value` stands for: a known tensor where it is a constant of the graph}
    Imported imported(Value value) {
        Known known = tensors.get(value);
        return known == null ? new Flowing(value) : known;
    }

    /// {@return what `op` yields: a known tensor where its operands are known and nothing is lost by evaluating it
    /// here}
    /// @throws Unconvertible if its result would have too many elements
    public Usable result(OnnxOp op, Location at) {
        Extents.check(op.resultType().shape(), at, "the result");
        List<Value> operands = op.operands();
        if (operands.stream().allMatch(tensors::containsKey)) {
            Optional<Tensor> folded = Folding.of(
                    op,
                    operands.stream()
                            .map(operand -> tensors.get(operand).data())
                            .toList());
            if (folded.isPresent()) {
                return new Known(folded.get(), op.resultType().element(), at);
            }
        }
        Value result = builder.add(op, at);
        foresee(op, result, at);
        return new Flowing(result);
    }

    /// Works out what `op` yields with the graph inputs that the user gave, where it is small: shapes and places are.
    private void foresee(OnnxOp op, Value result, Location at) {
        List<Value> operands = op.operands();
        long elements = result.shape().size()
                + operands.stream().mapToLong(operand -> operand.shape().size()).sum();
        if (elements > MAX_FORESEEN
                || operands.stream().noneMatch(given::containsKey)
                || !operands.stream().allMatch(operand -> given.containsKey(operand) || tensors.containsKey(operand))) {
            return;
        }
        try {
            Tensor data = Interpreter.evaluate(
                    op,
                    operands.stream()
                            .map(operand -> given.getOrDefault(operand, tensors.get(operand))
                                    .data())
                            .toList());
            give(result, new Known(data, result.type().element(), at));
        } catch (ArithmeticException _) {
            // It has no exact form, so it is no shape and no place.
        }
    }
}
