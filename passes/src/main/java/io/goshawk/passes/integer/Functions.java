package io.goshawk.passes.integer;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.Curve;
import io.goshawk.ir.quant.Normalize;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.quant.Softmax;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/// Functions that have no exact integer form, held back until a quantiser says in which steps they are
/// wanted.
final class Functions {
    private final IntegerEmitter emitter;
    private final MaxError maxError;
    private final Scales scales;
    private final Map<Value, Pending> pending = new HashMap<>();

    /// A function of integers whose quantiser has not come yet.
    ///
    /// @param function the operation of the quant graph
    /// @param input what it is a function of
    /// @param after an affine map behind it
    private record Pending(QuantOp function, Chain input, Affine after, Location at) {}

    Functions(IntegerEmitter emitter, MaxError maxError) {
        this.emitter = emitter;
        this.maxError = maxError;
        this.scales = new Scales(emitter);
    }

    boolean holds(Value value) {
        return pending.containsKey(value);
    }

    /// Holds back `node`, a function of `input`. Channels of different scales come onto the grid that
    /// holds all of them first, and what is behind a ReLU onto one that holds its bounds: one form then
    /// serves all.
    void hold(Graph.Node<QuantOp> node, Chain input) {
        pending.put(node.result(), new Pending(node.op(), scales.even(input, node.at()), Affine.IDENTITY, node.at()));
    }

    /// Holds back `value`, an affine map of a function that is held back.
    void then(ApplyAffine op, Value value) {
        Pending before = pending.get(op.input());
        if (op.map().axis() >= 0 || op.map().scale().at(0).signum() <= 0) {
            throw new IllegalArgumentException("a function, then a scale that is negative or one a channel,");
        }
        pending.put(
                value,
                new Pending(before.function(), before.input(), before.after().then(op.map()), before.at()));
    }

    /// {@return the codes that `op` makes of a function that is held back}
    Chain quantize(Quantize op) {
        Affine map = op.element().map();
        if (map.axis() >= 0 || op.overflow() == Overflow.WRAP) {
            throw new IllegalArgumentException("a quantiser with one scale a channel, or that wraps, of a function");
        }
        Pending held = pending.get(op.input());
        return Chain.of(emitted(held, wanted(held, op)), map);
    }

    /// What is refused is the function, whose place its quantiser does not tell.
    private Value emitted(Pending held, Wanted wanted) {
        try {
            return FunctionForms.emitted(emitter, held.function(), held.input(), wanted, held.at());
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    refused.getMessage() + ", at " + held.at().brief(), refused);
        }
    }

    private Wanted wanted(Pending held, Quantize op) {
        // (a * f + b - o) / s = (f - (o - b) / a) / (s / a)
        Real factor = held.after().scale().at(0);
        Real addend = held.after().offset().at(0);
        Real scale = op.element().map().scale().at(0).dividedBy(factor);
        Real offset = op.element().map().offset().at(0).minus(addend).dividedBy(factor);
        return new Wanted(op, held.after(), scale, offset, maxError);
    }

    /// In which steps a function is wanted.
    ///
    /// @param after what comes between the function and the quantiser
    /// @param scale, offset what a code of the quantiser stands for, in the unit of the function
    record Wanted(Quantize quantiser, Affine after, Real scale, Real offset, MaxError maxError) {
        IntRange clamp() {
            return quantiser.clamp();
        }

        /// {@return the code that stands for zero}
        /// @throws IllegalArgumentException if there is none
        BigInteger zeroPoint() {
            Real code = offset.negate().dividedBy(scale);
            if (!code.isInteger()) {
                throw new IllegalArgumentException("a function whose quantiser has no code for 0");
            }
            return code.floor();
        }

        boolean isNearest() {
            return quantiser.rounding().isNearest();
        }
    }

    /// {@return whether `op` is held back rather than computed}
    static boolean isFunction(QuantOp op) {
        return op instanceof Curve || op instanceof Softmax || op instanceof Normalize;
    }

    /// {@return the code that stands for zero in `chain`}
    /// @throws IllegalArgumentException if there is none, or one for each channel
    static BigInteger zero(Chain chain) {
        if (!chain.isAffine()) {
            throw new IllegalArgumentException("a product behind a ReLU without a quantiser between");
        }
        Coefficients codes = Coefficients.combine(
                chain.map().offset(),
                chain.map().scale(),
                (offset, scale) -> offset.negate().dividedBy(scale));
        if (codes instanceof Coefficients.PerTensor one && one.value().isInteger()) {
            return one.value().floor();
        }
        throw new IllegalArgumentException("a product of a computed tensor that has no code for 0");
    }
}
