package io.goshawk.passes.integer;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.quant.ArgMax;
import io.goshawk.ir.quant.QuantOp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The ends of a network: its logits, and the place of the largest of them.
final class Heads {
    private final IntegerEmitter emitter;
    private final Diagnostics diagnostics;
    private final Map<Value, Graph.Port> known = new HashMap<>();

    Heads(IntegerEmitter emitter, Diagnostics diagnostics) {
        this.emitter = emitter;
        this.diagnostics = diagnostics;
    }

    /// {@return `port` as integers: those of `chain`, which are the logits `source`}
    Graph.Port logits(Graph.Port port, Value source, Chain chain) {
        Graph.Port plain = known.computeIfAbsent(source, _ -> shifted(port, plain(chain, port.at())));
        return new Graph.Port(port.name(), plain.value(), plain.meaning(), port.at());
    }

    /// {@return `chain` without bounds and bends, which no meaning of a port can state}
    private Chain plain(Chain chain, Location at) {
        try {
            return new Scales(emitter).plain(chain, at);
        } catch (IllegalArgumentException | ArithmeticException noGrid) {
            diagnostics.add(Diagnostic.of(Code.NO_INTEGER_FORM, at, String.valueOf(noGrid.getMessage()))
                    .hint("put a quantiser in front of this output"));
            return chain;
        }
    }

    /// The integers at the end of the network: the accumulator, or its sum with the whole steps of a
    /// bias.
    ///
    /// Where the biases of the channels differ by whole steps of the accumulator they are added here,
    /// and what is left of them is one offset for all channels: the logits can be compared as integers.
    private Graph.Port shifted(Graph.Port port, Chain chain) {
        Affine map = chain.map();
        Graph.Port plain = new Graph.Port(port.name(), chain.accumulator(), Optional.of(map), port.at());
        if (hasZero(map.scale())) {
            // A channel that is constant has no steps to say its offset in.
            return plain;
        }
        Coefficients steps = Coefficients.combine(map.offset(), map.scale(), Real::dividedBy);
        if (!(steps instanceof Coefficients.PerAxis along)) {
            return plain;
        }
        Real rest = steps.at(0).minus(Dyadic.of(steps.at(0).floor()));
        List<Real> whole = wholeSteps(along.values(), rest);
        if (whole.isEmpty()) {
            return plain;
        }
        List<Real> ones = whole.stream().<Real>map(_ -> Dyadic.ONE).toList();
        Value sum = emitter.shifted(chain.accumulator(), along.axis(), ones, whole, port.at());
        Affine meaning = new Affine(map.scale(), map.scale().map(rest::times));
        return new Graph.Port(port.name(), sum, Optional.of(meaning), port.at());
    }

    private static boolean hasZero(Coefficients numbers) {
        return switch (numbers) {
            case Coefficients.PerTensor one -> one.value().signum() == 0;
            case Coefficients.PerAxis many -> many.values().stream().anyMatch(value -> value.signum() == 0);
        };
    }

    /// {@return each step less `rest`; nothing where one of them is no integer}
    private static List<Real> wholeSteps(List<Real> steps, Real rest) {
        try {
            List<Real> whole = steps.stream().map(step -> step.minus(rest)).toList();
            return whole.stream().allMatch(Real::isInteger) ? whole : List.of();
        } catch (ArithmeticException differentRoots) {
            return List.of();
        }
    }

    /// {@return the place of the largest logit; nothing where that is left to the host}
    ///
    /// @param shown whether the host gets the logits too
    Optional<Graph.Port> place(Graph.Port port, Value source, Chain chain, Graph.Node<QuantOp> argmax, boolean shown) {
        ArgMax op = (ArgMax) argmax.op();
        Graph.Port logits = logits(port, source, chain);
        Optional<Value> compared =
                isComparable(logits) ? Optional.of(logits.value()) : shown ? Optional.empty() : even(chain, argmax);
        if (compared.isEmpty()) {
            diagnostics.add(shown ? leftToTheHost(argmax.at()) : impossible(argmax.at()));
            return Optional.empty();
        }
        Value place =
                emitter.add(new io.goshawk.ir.integer.ArgMax(compared.get(), op.axis(), op.keepAxis()), argmax.at());
        return Optional.of(Graph.Port.plain(port.name(), place, port.at()));
    }

    private static Diagnostic leftToTheHost(Location at) {
        return Diagnostic.of(
                Code.ASSUMED,
                at,
                "the class is left to the host: the logits differ in scale or offset, or their scale is negative");
    }

    private static Diagnostic impossible(Location at) {
        return Diagnostic.of(
                        Code.NO_INTEGER_FORM,
                        at,
                        "no integer tells which of the logits is the largest: their scales have no common step")
                .hint("let the hardware give the logits: --head logits");
    }

    private static boolean isComparable(Graph.Port logits) {
        Affine meaning = logits.meaning().orElseThrow();
        return meaning.scale() instanceof Coefficients.PerTensor scale
                && scale.value().signum() > 0
                && meaning.offset() instanceof Coefficients.PerTensor;
    }

    /// {@return the logits on one grid, where there is one}
    private Optional<Value> even(Chain chain, Graph.Node<QuantOp> argmax) {
        try {
            Chain even = new Scales(emitter).even(chain, argmax.at());
            boolean falls = even.map().scale().at(0).signum() < 0;
            return Optional.of(
                    falls
                            ? emitter.multiplied(even.accumulator(), -1, List.of(Dyadic.of(-1)), argmax.at())
                            : even.accumulator());
        } catch (IllegalArgumentException | ArithmeticException _) {
            return Optional.empty();
        }
    }
}
