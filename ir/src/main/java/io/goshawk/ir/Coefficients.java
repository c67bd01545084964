package io.goshawk.ir;

import io.goshawk.ir.num.Real;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Exact reals that belong to a tensor: one for all of it, or one for each place along an axis.
public sealed interface Coefficients {
    /// The same number everywhere.
    record PerTensor(Real value) implements Coefficients {
        @Override
        public Real at(int channel) {
            return value;
        }

        @Override
        public Coefficients map(UnaryOperator<Real> function) {
            return new PerTensor(function.apply(value));
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }

    /// One number for each place along `axis`, which counts from the outermost, 0.
    record PerAxis(int axis, List<Real> values) implements Coefficients {
        public PerAxis {
            values = List.copyOf(values);
            if (axis < 0 || values.isEmpty()) {
                throw new IllegalArgumentException("per-axis numbers need an axis and at least one value");
            }
        }

        @Override
        public Real at(int channel) {
            return values.get(channel);
        }

        @Override
        public Coefficients map(UnaryOperator<Real> function) {
            return of(axis, values.stream().map(function).toList());
        }
    }

    /// {@return the number at place `channel` along the axis}
    Real at(int channel);

    /// {@return these numbers, each replaced by what `function` makes of it}
    Coefficients map(UnaryOperator<Real> function);

    /// {@return `value` for the whole tensor}
    static Coefficients of(Real value) {
        return new PerTensor(value);
    }

    /// {@return `values` along `axis`; per tensor where all are equal}
    static Coefficients of(int axis, List<Real> values) {
        boolean same = values.stream().allMatch(values.getFirst()::equals);
        return same ? new PerTensor(values.getFirst()) : new PerAxis(axis, values);
    }

    /// {@return `function` applied place by place}
    /// @throws IllegalArgumentException if the two lie along different axes or differ in length
    static Coefficients combine(Coefficients left, Coefficients right, BinaryOperator<Real> function) {
        return switch (left) {
            case PerTensor l -> right.map(r -> function.apply(l.value(), r));
            case PerAxis l ->
                switch (right) {
                    case PerTensor r -> left.map(value -> function.apply(value, r.value()));
                    case PerAxis r -> zip(l, r, function);
                };
        };
    }

    private static Coefficients zip(PerAxis left, PerAxis right, BinaryOperator<Real> function) {
        if (left.axis() != right.axis()
                || left.values().size() != right.values().size()) {
            throw new IllegalArgumentException("numbers along axis " + left.axis() + " and axis " + right.axis());
        }
        List<Real> values = IntStream.range(0, left.values().size())
                .mapToObj(i -> function.apply(left.at(i), right.at(i)))
                .toList();
        return of(left.axis(), values);
    }
}
