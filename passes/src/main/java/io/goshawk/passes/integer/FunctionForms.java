package io.goshawk.passes.integer;

import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.RealType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.curve.CurveForm;
import io.goshawk.ir.curve.CurveLaw;
import io.goshawk.ir.curve.CurveProof;
import io.goshawk.ir.curve.NonlinearProofs;
import io.goshawk.ir.curve.Segments;
import io.goshawk.ir.eval.QuantSemantics;
import io.goshawk.ir.eval.Reals;
import io.goshawk.ir.integer.Curve;
import io.goshawk.ir.integer.Normalize;
import io.goshawk.ir.integer.NormalizeForm;
import io.goshawk.ir.integer.NormalizeLaw;
import io.goshawk.ir.integer.Softmax;
import io.goshawk.ir.integer.SoftmaxForm;
import io.goshawk.ir.integer.SoftmaxLaw;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.passes.nonlinear.CurveChoice;
import io.goshawk.passes.nonlinear.CurveChooser;
import io.goshawk.passes.nonlinear.NormalizeChooser;
import io.goshawk.passes.nonlinear.SoftmaxChooser;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/// Functions between integers and a quantiser, as integer operations whose form is chosen and proven.
final class FunctionForms {
    private FunctionForms() {}

    /// {@return the codes of `function` of `input`}
    /// @throws IllegalArgumentException if no form keeps to the bound
    static Value emitted(IntegerEmitter emitter, QuantOp function, Chain input, Functions.Wanted wanted, Location at) {
        IntRange interval = emitter.intervals(input.accumulator(), -1).getFirst();
        return switch (function) {
            case io.goshawk.ir.quant.Curve curve -> emitter.add(curve(curve, input, interval, wanted), at);
            case io.goshawk.ir.quant.Softmax softmax -> emitter.add(softmax(softmax, input, interval, wanted), at);
            case io.goshawk.ir.quant.Normalize normalize ->
                emitter.add(normalize(normalize, input, interval, wanted), at);
            case QuantOp other -> throw new IllegalStateException(other + " is no function");
        };
    }

    private static IllegalArgumentException none(String what, Functions.Wanted wanted) {
        OptionalDouble asked = wanted.maxError().steps();
        return new IllegalArgumentException(what + " has no integer form "
                + (asked.isPresent() ? "within --max-error " + asked.getAsDouble() : "near enough"));
    }

    /// {@return what `chooser` finds with the room that the bound leaves}
    private static <T> T room(Functions.Wanted wanted, String what, DoubleFunction<Optional<T>> chooser) {
        OptionalDouble extra = wanted.maxError().extra();
        Optional<T> found = extra.isPresent() ? chooser.apply(extra.getAsDouble()) : Optional.empty();
        return found.orElseThrow(() -> none(what, wanted));
    }

    private static Curve curve(io.goshawk.ir.quant.Curve op, Chain input, IntRange interval, Functions.Wanted wanted) {
        CurveLaw law = new CurveLaw(
                op.kind(),
                input.map().scale().at(0),
                input.map().offset().at(0),
                wanted.scale(),
                wanted.offset(),
                wanted.clamp());
        double limit = wanted.isNearest() ? wanted.maxError().curve(interval) : 0.5;
        CurveChoice choice = CurveChooser.choose(law, interval, limit)
                .orElseThrow(() -> none(op.kind() + " on " + interval, wanted));
        CurveForm form = choice.form();
        double bound = choice.bound();
        if (form instanceof Segments segments && segments.isTable()) {
            form = CurveChooser.table(interval, exactly(op, input, interval, wanted));
            bound = CurveProof.bound(law, form, interval);
        } else if (!wanted.isNearest()) {
            throw new IllegalArgumentException("a function of " + interval + " behind a quantiser that cuts off");
        }
        return new Curve(
                input.accumulator(),
                law,
                form,
                interval,
                CurveProof.exactly(bound),
                wanted.quantiser().element().storage());
    }

    /// {@return what the quant dialect makes of each integer of `interval`}
    private static IntTensor exactly(
            io.goshawk.ir.quant.Curve op, Chain input, IntRange interval, Functions.Wanted wanted) {
        Shape shape = Shape.of(interval.count().intValueExact());
        IntTensor codes = IntTensor.of(
                shape, i -> interval.min().add(BigInteger.valueOf(i)).longValueExact());
        Value some = new Value(0, new TensorType(shape, RealType.REAL));
        RealTensor reals = Reals.apply(input.map(), RealTensor.exactly(codes));
        RealTensor values = (RealTensor) QuantSemantics.evaluate(op.withOperands(List.of(some)), List.of(reals));
        RealTensor moved = (RealTensor) QuantSemantics.evaluate(new ApplyAffine(some, wanted.after()), List.of(values));
        return (IntTensor) QuantSemantics.evaluate(wanted.quantiser().withOperands(List.of(some)), List.of(moved));
    }

    private static Softmax softmax(
            io.goshawk.ir.quant.Softmax op, Chain input, IntRange interval, Functions.Wanted wanted) {
        Shape shape = input.accumulator().shape();
        if (op.axis() != shape.rank() - 1) {
            throw new IllegalArgumentException("a softmax along an axis that is not the last");
        }
        if (!wanted.isNearest()) {
            throw new IllegalArgumentException("a softmax behind a quantiser that cuts off");
        }
        IntRange distances = new IntRange(interval.min().subtract(interval.max()), BigInteger.ZERO);
        SoftmaxLaw law = new SoftmaxLaw(input.map().scale().at(0), wanted.scale(), wanted.zeroPoint(), wanted.clamp());
        SoftmaxForm form =
                room(wanted, "a softmax", extra -> SoftmaxChooser.choose(law, distances, shape.last(), extra));
        double bound = NonlinearProofs.softmax(law, form, shape.last());
        IntType element = wanted.quantiser().element().storage();
        return new Softmax(input.accumulator(), law, form, CurveProof.exactly(bound), element);
    }

    private static Normalize normalize(
            io.goshawk.ir.quant.Normalize op, Chain input, IntRange interval, Functions.Wanted wanted) {
        if (!wanted.isNearest()) {
            throw new IllegalArgumentException("a normalisation behind a quantiser that cuts off");
        }
        List<Real> gain =
                op.gamma().stream().map(g -> g.dividedBy(wanted.scale())).toList();
        List<Real> bias = op.beta().stream()
                .map(b -> b.minus(wanted.offset()).dividedBy(wanted.scale()))
                .toList();
        NormalizeLaw law =
                new NormalizeLaw(op.centred(), input.map().scale().at(0), op.epsilon(), gain, bias, wanted.clamp());
        BigInteger zero = op.centred() ? BigInteger.ZERO : Functions.zero(input);
        NormalizeForm form =
                room(wanted, "a normalisation", extra -> NormalizeChooser.choose(law, interval, zero, extra));
        Dyadic bound = CurveProof.exactly(NonlinearProofs.normalize(law, form));
        return new Normalize(
                input.accumulator(),
                law,
                form,
                interval,
                bound,
                wanted.quantiser().element().storage());
    }
}
