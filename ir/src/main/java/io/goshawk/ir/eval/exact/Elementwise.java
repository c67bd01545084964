package io.goshawk.ir.eval.exact;

import io.goshawk.ir.Broadcast;
import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.tensor.Approximation;
import io.goshawk.ir.tensor.RealTensor;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/// Exact arithmetic element by element: doubles with their errors now, exact numbers when asked for.
public final class Elementwise {
    private Elementwise() {}

    /// An operation of two numbers, three times over: on doubles, on their errors, and exactly.
    private record Operation(Doubles doubles, Errors errors, BinaryOperator<Real> exact) {}

    private interface Doubles {
        double apply(double a, double b);
    }

    private interface Errors {
        double of(double a, double ea, double b, double eb, double result);
    }

    private static final Operation SUM = new Operation(Double::sum, Bounds::sum, Real::plus);
    private static final Operation DIFFERENCE =
            new Operation((a, b) -> a - b, (a, ea, b, eb, result) -> Bounds.sum(a, ea, -b, eb, result), Real::minus);
    private static final Operation PRODUCT = new Operation((a, b) -> a * b, Bounds::product, Real::times);
    private static final Operation LARGER =
            new Operation(Math::max, (_, ea, _, eb, _) -> Math.max(ea, eb), (a, b) -> a.compareTo(b) >= 0 ? a : b);
    private static final Operation SMALLER =
            new Operation(Math::min, (_, ea, _, eb, _) -> Math.max(ea, eb), (a, b) -> a.compareTo(b) <= 0 ? a : b);
    private static final Operation QUOTIENT = new Operation((a, b) -> a / b, Bounds::quotient, Real::dividedBy);

    /// {@return `left + right`, broadcast}
    public static RealTensor add(RealTensor left, RealTensor right) {
        return apply(SUM, left, right);
    }

    /// {@return `left - right`, broadcast}
    public static RealTensor subtract(RealTensor left, RealTensor right) {
        return apply(DIFFERENCE, left, right);
    }

    /// {@return `left * right`, broadcast}
    public static RealTensor multiply(RealTensor left, RealTensor right) {
        return apply(PRODUCT, left, right);
    }

    /// {@return `left / right`, broadcast}
    /// @throws ArithmeticException if a divisor is zero
    public static RealTensor divide(RealTensor left, RealTensor right) {
        for (int i = 0; i < right.size(); i++) {
            if (right.signum(i) == 0) {
                throw new ArithmeticException("division by zero: element " + i + " of the divisor");
            }
        }
        return apply(QUOTIENT, left, right);
    }

    /// {@return the larger of each two elements, broadcast}
    public static RealTensor larger(RealTensor left, RealTensor right) {
        return apply(LARGER, left, right);
    }

    /// {@return the smaller of each two elements, broadcast}
    public static RealTensor smaller(RealTensor left, RealTensor right) {
        return apply(SMALLER, left, right);
    }

    private static RealTensor apply(Operation operation, RealTensor left, RealTensor right) {
        Shape shape = Broadcast.of(left.shape(), right.shape());
        int[] l = Broadcast.indices(left.shape(), shape);
        int[] r = Broadcast.indices(right.shape(), shape);
        double[] near = new double[l.length];
        double[] errors = new double[l.length];
        for (int i = 0; i < near.length; i++) {
            double a = left.near(l[i]);
            double b = right.near(r[i]);
            near[i] = operation.doubles.apply(a, b);
            errors[i] = operation.errors.of(a, left.error(l[i]), b, right.error(r[i]), near[i]);
        }
        long effort = left.effort() + right.effort() + 1;
        return RealTensor.of(shape, near, errors, effort, i -> operation.exact.apply(left.at(l[i]), right.at(r[i])));
    }

    /// {@return `max(x, 0)` of each element}
    public static RealTensor relu(RealTensor input) {
        double[] near = new double[input.size()];
        double[] errors = new double[near.length];
        for (int i = 0; i < near.length; i++) {
            // What is negative for certain becomes zero without any error.
            near[i] = Math.max(input.near(i), 0.0);
            errors[i] = input.near(i) < -input.error(i) ? 0.0 : input.error(i);
        }
        return RealTensor.of(input.shape(), near, errors, input.effort() + 1, i -> {
            Real x = input.at(i);
            return x.signum() < 0 ? Dyadic.ZERO : x;
        });
    }

    /// {@return `-x` of each element}
    public static RealTensor negate(RealTensor input) {
        return steady(input, x -> -x, Real::negate);
    }

    /// {@return `|x|` of each element}
    public static RealTensor magnitude(RealTensor input) {
        return steady(input, Math::abs, x -> x.signum() < 0 ? x.negate() : x);
    }

    /// A function that commits no error of its own and does not enlarge that of its operand.
    private static RealTensor steady(
            RealTensor input, java.util.function.DoubleUnaryOperator doubles, UnaryOperator<Real> exact) {
        double[] near = new double[input.size()];
        double[] errors = new double[near.length];
        for (int i = 0; i < near.length; i++) {
            near[i] = doubles.applyAsDouble(input.near(i));
            errors[i] = input.error(i);
        }
        return RealTensor.of(input.shape(), near, errors, input.effort() + 1, i -> exact.apply(input.at(i)));
    }

    /// {@return `function` of each element; it is computed exactly for all of them, here and whenever it is
    ///     asked for}
    public static RealTensor exactly(RealTensor input, UnaryOperator<Real> function) {
        double[] near = new double[input.size()];
        double[] errors = new double[near.length];
        for (int i = 0; i < near.length; i++) {
            Real value = function.apply(input.at(i));
            near[i] = Approximation.of(value);
            errors[i] = Approximation.error(near[i], value);
        }
        return RealTensor.of(input.shape(), near, errors, input.effort() + 1, i -> function.apply(input.at(i)));
    }

    /// {@return `function` of each two elements, broadcast; computed exactly for all of them}
    public static RealTensor exactly(RealTensor left, RealTensor right, BinaryOperator<Real> function) {
        Shape shape = Broadcast.of(left.shape(), right.shape());
        int[] l = Broadcast.indices(left.shape(), shape);
        int[] r = Broadcast.indices(right.shape(), shape);
        RealTensor pairs = left.gather(shape, l);
        double[] near = new double[l.length];
        double[] errors = new double[l.length];
        for (int i = 0; i < near.length; i++) {
            Real value = function.apply(pairs.at(i), right.at(r[i]));
            near[i] = Approximation.of(value);
            errors[i] = Approximation.error(near[i], value);
        }
        long effort = left.effort() + right.effort() + 1;
        return RealTensor.of(shape, near, errors, effort, i -> function.apply(pairs.at(i), right.at(r[i])));
    }
}
