package io.goshawk.frontend.operators.transformer;

import io.goshawk.frontend.operators.Composition;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.onnx.elementwise.Binary;
import io.goshawk.ir.onnx.reduction.Reduce;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which keys each query may attend, gathered from all that has a say in it, and what is added to the scores.
///
/// Everything broadcasts to the scores, `[batch, heads, queries, keys]`. What forbids a key adds `-inf` to its score,
/// as ONNX Attention says, or a finite number, as the operators of ONNX Runtime do.
public final class Mask {
    private final Composition steps;
    private final ElementType type;
    private final double forbidden;
    private final List<Value> conditions = new ArrayList<>();
    private final List<Value> terms = new ArrayList<>();

    /// @param type the type of the scores
    /// @param forbidden what is added to the score of a key that may not be attended
    public Mask(Composition steps, ElementType type, double forbidden) {
        this.steps = steps;
        this.type = type;
        this.forbidden = forbidden;
    }

    /// Lets queries attend only keys for which `condition`, a truth value, holds too.
    public void require(Value condition) {
        conditions.add(condition);
    }

    /// Adds `term` to the scores.
    public void add(Value term) {
        terms.add(term);
    }

    /// {@return for each query and key, how much later the key stands in its sequence, plus `shift`}
    public Value distances(int queries, int keys, int shift) {
        return steps.integers(Shape.of(queries, keys), place -> (long) place % keys - place / keys + shift);
    }

    /// Lets query `i` attend keys up to `i + offset` only.
    public void causal(int queries, int keys, Value offset) {
        require(steps.binary(distances(queries, keys, 0), Binary.Kind.LESS_OR_EQUAL, offset));
    }

    /// Lets query `i` attend only keys from `i + offset - before` to `i + offset + after`; a negative number is no
    /// limit.
    public void window(int queries, int keys, Value offset, int before, int after) {
        if (before >= 0) {
            require(steps.binary(distances(queries, keys, before), Binary.Kind.GREATER_OR_EQUAL, offset));
        }
        if (after >= 0) {
            require(steps.binary(distances(queries, keys, -after), Binary.Kind.LESS_OR_EQUAL, offset));
        }
    }

    /// {@return what is to be added to the scores}
    public Optional<Value> bias() {
        Optional<Value> result = allowed()
                .map(condition -> steps.where(condition, steps.literal(type, 0), steps.literal(type, forbidden)));
        for (Value term : terms) {
            result = Optional.of(result.map(sum -> steps.plus(sum, term)).orElse(term));
        }
        return result;
    }

    private Optional<Value> allowed() {
        return conditions.stream().reduce((left, right) -> steps.binary(left, Binary.Kind.AND, right));
    }

    /// {@return for each query, with one key in place of all, whether it may attend none; empty where every query is
    ///     known to have one}
    public Optional<Value> isEmpty() {
        if (terms.isEmpty() && allowed().map(this::leavesEachAKey).orElse(true)) {
            return Optional.empty();
        }
        return bias().map(bias -> {
            Value best = steps.add(new Reduce(bias, List.of(bias.shape().rank() - 1), true, Reduce.Kind.MAX));
            return steps.binary(best, Binary.Kind.EQUAL, steps.literal(type, Double.NEGATIVE_INFINITY));
        });
    }

    private boolean leavesEachAKey(Value condition) {
        Optional<Tensor> known = steps.known(condition);
        if (known.isEmpty() || !(known.get() instanceof IntTensor truths)) {
            return false;
        }
        int keys = truths.shape().last();
        for (int row = 0; row < truths.shape().size(); row += keys) {
            long most = 0;
            for (int i = row; i < row + keys; i++) {
                most = Math.max(most, truths.at(i));
            }
            if (most == 0) {
                return false;
            }
        }
        return true;
    }
}
