package io.goshawk.passes.integer;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Value;
import io.goshawk.ir.analysis.Ranges;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.integer.StepFunction;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Adds operations to an integer graph, and knows what every value of it can be.
final class IntegerEmitter {
    /// What sums are given before their range is known.
    static final IntType WIDE = IntType.s(IntType.MAX_BITS);

    private final GraphBuilder<IntegerOp> builder;
    private final Ranges ranges = new Ranges();
    private final LoweringOptions options;
    private final List<Approximation> approximations = new ArrayList<>();

    IntegerEmitter(String name, LoweringOptions options) {
        this.builder = new GraphBuilder<>(name);
        this.options = options;
    }

    /// {@return where the options gave rescalings another meaning than the model's}
    List<Approximation> approximations() {
        return List.copyOf(approximations);
    }

    /// {@return the graph with the given outputs}
    Graph<IntegerOp> build(List<Graph.Port> outputs) {
        return builder.build(outputs);
    }

    /// Adds the input `port`, of a quantised type. {@return its integers and what they stand for}
    Chain input(Graph.Port port) {
        QuantType type = (QuantType) port.value().type().element();
        Value input = builder.input(
                port.name(), port.value().type().withElement(type.storage()), Optional.of(type.map()), port.at());
        ranges.addInput(input);
        return Chain.of(input, type.map());
    }

    Value add(IntegerOp op, Location at) {
        Value value = builder.add(op, at);
        ranges.add(value, op);
        return value;
    }

    /// {@return the sum that `op` yields in the narrowest type that holds it}
    ///
    /// @param op with the type [#WIDE]
    /// @param typed the same with another type
    Value addNarrowed(IntegerOp op, Function<IntType, IntegerOp> typed, Location at) {
        return add(typed.apply(IntType.holding(ranges.through(op).hull())), at);
    }

    /// {@return what can occur in each channel along `axis`, or in the whole tensor where that is -1}
    List<IntRange> intervals(Value value, int axis) {
        return axis < 0
                ? List.of(ranges.of(value).hull())
                : ranges.of(value)
                        .along(value.shape().extent(axis), value.shape().stride(axis));
    }

    /// {@return the codes that a quantiser makes of `chain`}
    /// @param map along the same axis as the chain, where both run along one
    /// @throws NoFormException if there is no integer form of it
    Value requantize(Chain chain, Affine map, Rounding rounding, IntRange clamp, IntType element, Location at) {
        int axis = Math.max(chain.axis(), map.axis());
        List<IntRange> intervals = intervals(chain.accumulator(), axis);
        List<StepFunction> laws = IntStream.range(0, intervals.size())
                .mapToObj(channel -> chain.law(channel, map, rounding, clamp))
                .toList();
        List<StepFunction> meant = map.equals(Chain.SIGN) ? laws : meant(map, laws, intervals, at);
        return requantize(chain.accumulator(), axis, meant, element, at);
    }

    /// {@return the laws as the options want them}
    private List<StepFunction> meant(Affine map, List<StepFunction> laws, List<IntRange> intervals, Location at) {
        if (!(options.requantisation() instanceof Requantisation.ByDyadic dyadic)) {
            return laws;
        }
        List<StepFunction> other = IntStream.range(0, laws.size())
                .mapToObj(i -> dyadic.instead(
                        laws.get(i), map.scale().at(i), map.offset().at(i)))
                .toList();
        List<Optional<Mismatch>> parts = IntStream.range(0, laws.size())
                .mapToObj(i -> Mismatch.between(laws.get(i), other.get(i), intervals.get(i)))
                .toList();
        Optional<Mismatch> mismatch = parts.stream().allMatch(Optional::isPresent)
                ? Optional.of(
                        Mismatch.sum(parts.stream().map(Optional::orElseThrow).toList()))
                : Optional.empty();
        approximations.add(new Approximation(at, dyadic.toString(), mismatch));
        return other;
    }

    /// {@return `value` behind the `laws`, one for each place along `axis`, or one for all where that
    ///     is -1}
    Value requantize(Value value, int axis, List<? extends StepFunction> laws, IntType element, Location at) {
        int along = axis < 0 ? Math.max(0, value.shape().rank() - 1) : axis;
        List<IntRange> intervals = intervals(value, axis);
        IntType result = element.bits() > Integer.SIZE ? needed(laws, intervals, element) : element;
        List<StepFunction> within =
                laws.stream().<StepFunction>map(law -> within(law, result)).toList();
        List<Requantizer> channels = RequantizerSolver.solve(within, intervals, options.costs());
        return add(new Requantize(value, along, channels, result), at);
    }

    /// A quantiser of so many bits wants no clamp, rather than so many wires.
    private static IntType needed(List<? extends StepFunction> laws, List<IntRange> intervals, IntType element) {
        IntRange results = IntStream.range(0, laws.size())
                .mapToObj(i -> laws.get(i).on(intervals.get(i)).over(intervals.get(i)))
                .reduce(IntRange::union)
                .orElseThrow();
        IntType holding = IntType.holding(results);
        boolean straight = laws.stream().allMatch(Law.class::isInstance);
        return straight && holding.bits() < element.bits() ? holding : element;
    }

    private static StepFunction within(StepFunction law, IntType type) {
        if (!(law instanceof Law straight) || type.range().contains(law.clamp())) {
            return law;
        }
        IntRange clamp = new IntRange(
                type.range().clamp(straight.clamp().min()),
                type.range().clamp(straight.clamp().max()));
        return new Law(straight.scale(), straight.offset(), straight.rounding(), clamp);
    }

    /// {@return `value` times an integer for each place along `axis`, exactly}
    Value multiplied(Value value, int axis, List<Real> factors, Location at) {
        return shifted(
                value,
                axis,
                factors,
                factors.stream().<Real>map(_ -> Dyadic.ZERO).toList(),
                at);
    }

    /// {@return `factor * value + step` for each place along `axis`, all of them integers}
    Value shifted(Value value, int axis, List<Real> factors, List<Real> steps, Location at) {
        boolean same =
                factors.stream().allMatch(Dyadic.ONE::equals) && steps.stream().allMatch(step -> step.signum() == 0);
        if (same) {
            return value;
        }
        List<IntRange> intervals = intervals(value, axis);
        List<IntRange> results = IntStream.range(0, factors.size())
                .mapToObj(i -> intervals
                        .get(i)
                        .times(factors.get(i).floor())
                        .plus(IntRange.only(steps.get(i).floor())))
                .toList();
        List<Law> laws = IntStream.range(0, factors.size())
                .mapToObj(i -> new Law(factors.get(i), steps.get(i), Rounding.FLOOR, results.get(i)))
                .toList();
        IntType element =
                IntType.holding(results.stream().reduce(IntRange::union).orElseThrow());
        return requantize(value, axis, laws, element, at);
    }
}
