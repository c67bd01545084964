package io.goshawk.ir.tensor;

import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/// Exact reals: the values of the reference interpreter in front of a quantiser and behind it.
///
/// The tensor is *filtered*. It holds a double near each element and a bound of how far off that is, and
/// computes the exact number only when somebody asks for it, from the operands it came of. Most elements are
/// doubles without any error. So exact evaluation runs at the speed of doubles, and a decision (a rounding, a
/// comparison) falls back to exact numbers only where the bound leaves it in doubt.
///
/// There is no negative zero, no infinity, no NaN.
public final class RealTensor implements Tensor {
    private static final double[] EXACT = {};

    private final Shape shape;
    private final double[] near;
    private final double[] errors;
    private final IntFunction<? extends Real> exact;
    private final long effort;

    private RealTensor(Shape shape, double[] near, double[] errors, long effort, IntFunction<? extends Real> exact) {
        this.shape = shape;
        this.near = near;
        this.errors = errors;
        this.exact = exact;
        this.effort = effort;
        if (shape.size() != near.length) {
            throw new IllegalArgumentException(near.length + " values for a tensor of shape " + shape);
        }
    }

    /// Makes a tensor of given numbers, row-major.
    public RealTensor(Shape shape, List<? extends Real> values) {
        this(shape, values.stream().mapToDouble(Approximation::of).toArray(), List.copyOf(values));
    }

    private RealTensor(Shape shape, double[] near, List<Real> values) {
        this(shape, near, Approximation.errors(near, values::get), 1, values::get);
    }

    /// {@return the tensor whose element `i` is `exact.apply(i)`, at most `errors[i]` away from `near[i]`}
    ///
    /// @param near row-major, not copied; what is not finite here becomes zero with a boundless error
    /// @param errors as long as `near`, not copied; zero where `near` is the number itself
    /// @param effort how many operations computing one exact element takes, about
    /// @param exact asked only for elements that carry an error, any number of times, by any thread
    public static RealTensor of(
            Shape shape, double[] near, double[] errors, long effort, IntFunction<? extends Real> exact) {
        boolean any = false;
        for (int i = 0; i < near.length; i++) {
            if (!(errors[i] < Double.POSITIVE_INFINITY) || !(Math.abs(near[i]) < Double.POSITIVE_INFINITY)) {
                near[i] = 0.0;
                errors[i] = Double.POSITIVE_INFINITY;
            }
            any |= errors[i] != 0.0;
        }
        return any
                ? new RealTensor(shape, near, errors, effort, exact)
                : new RealTensor(shape, near, EXACT, effort, exactly(near));
    }

    /// {@return the tensor of exactly the numbers that `values` stand for}
    ///
    /// @param values row-major, not copied
    /// @throws ArithmeticException if one is infinite or not a number
    public static RealTensor exactly(Shape shape, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!(Math.abs(values[i]) < Double.POSITIVE_INFINITY)) {
                throw new ArithmeticException(
                        "element " + i + " of a tensor of shape " + shape + " is not a finite number: " + values[i]);
            }
        }
        return new RealTensor(shape, values, EXACT, 1, exactly(values));
    }

    /// {@return the numbers that `floats` stand for}
    /// @throws ArithmeticException if one is infinite or not a number
    public static RealTensor exactly(FloatTensor floats) {
        return exactly(floats.shape(), floats.toDoubles());
    }

    /// {@return the integers as reals}
    public static RealTensor exactly(IntTensor integers) {
        double[] near = new double[integers.shape().size()];
        double[] errors = new double[near.length];
        for (int i = 0; i < near.length; i++) {
            near[i] = integers.fitsLong() ? (double) integers.at(i) : Approximation.of(Dyadic.of(integers.bigAt(i)));
            // A long beyond 2^53 rounds by up to half a unit; a wider integer by up to two.
            errors[i] = Math.abs(near[i]) <= 0x1p53 ? 0.0 : 4 * Math.ulp(near[i]);
        }
        return of(integers.shape(), near, errors, 1, i -> Dyadic.of(integers.bigAt(i)));
    }

    private static IntFunction<Real> exactly(double[] values) {
        return i -> Dyadic.exactly(values[i]);
    }

    @Override
    public Shape shape() {
        return shape;
    }

    /// {@return how many elements there are}
    public int size() {
        return near.length;
    }

    /// {@return element `index`, counted row-major, exactly; computed anew at each call}
    public Real at(int index) {
        return error(index) == 0.0 ? Dyadic.exactly(near[index]) : exact.apply(index);
    }

    /// {@return a finite double at most [#error] away from element `index`}
    public double near(int index) {
        return near[index];
    }

    /// {@return the doubles near the elements; the tensor's own array, so do not write to it}
    public double[] nears() {
        return near;
    }

    /// {@return how far [#near] may be off at `index`: zero where it is the number itself, at most infinity}
    public double error(int index) {
        return errors.length == 0 ? 0.0 : errors[index];
    }

    /// {@return whether every element is a double without error}
    public boolean isExact() {
        return errors.length == 0;
    }

    /// {@return the largest error}
    public double largestError() {
        return Arrays.stream(errors).max().orElse(0.0);
    }

    /// {@return about how many operations one exact element takes; it depends on how the tensor came about, not
    ///     on
    ///     its numbers}
    public long effort() {
        return effort;
    }

    /// {@return all elements, each computed when it is read}
    public List<Real> values() {
        return new Values();
    }

    /// {@return -1, 0 or 1: the sign of element `index`}
    public int signum(int index) {
        double x = near[index];
        return Math.abs(x) > error(index) || isExact()
                ? (int) Math.signum(x)
                : at(index).signum();
    }

    /// {@return as [Comparable#compareTo] does, element `index` of this tensor against element `place` of
    ///     `other`}
    public int compare(int index, RealTensor other, int place) {
        double difference = near[index] - other.near[place];
        double doubt = error(index) + other.error(place);
        // A difference of doubles has the right sign always; its rounding is covered by doubling the doubt.
        if (doubt == 0.0 || Math.abs(difference) > 2 * doubt) {
            return (int) Math.signum(difference);
        }
        return at(index).compareTo(other.at(place));
    }

    @Override
    public RealTensor reshape(Shape changed) {
        return new RealTensor(changed, near, errors, effort, exact);
    }

    @Override
    public RealTensor gather(Shape changed, int[] from) {
        double[] moved = pick(near, from);
        return isExact()
                ? new RealTensor(changed, moved, EXACT, effort, exactly(moved))
                : of(changed, moved, pick(errors, from), effort, i -> exact.apply(from[i]));
    }

    private static double[] pick(double[] values, int[] from) {
        double[] picked = new double[from.length];
        for (int i = 0; i < from.length; i++) {
            picked[i] = values[from[i]];
        }
        return picked;
    }

    /// {@return the elements of all `parts`, one part behind the other, as one long vector}
    public static RealTensor join(List<RealTensor> parts) {
        int[] starts = new int[parts.size() + 1];
        for (int part = 0; part < parts.size(); part++) {
            starts[part + 1] = Math.addExact(starts[part], parts.get(part).size());
        }
        double[] near = new double[starts[parts.size()]];
        double[] errors = new double[near.length];
        for (int part = 0; part < parts.size(); part++) {
            RealTensor from = parts.get(part);
            System.arraycopy(from.near, 0, near, starts[part], from.size());
            System.arraycopy(from.errors, 0, errors, starts[part], from.errors.length);
        }
        long effort = parts.stream().mapToLong(RealTensor::effort).max().orElse(1);
        return of(Shape.of(near.length), near, errors, effort, i -> {
            int found = Arrays.binarySearch(starts, i);
            int part = found >= 0 ? found : -found - 2;
            while (starts[part + 1] <= i) {
                part++; // parts without elements begin where the next one does
            }
            return parts.get(part).at(i - starts[part]);
        });
    }

    /// {@return whether `other` holds the same numbers in the same shape}
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof RealTensor that) || !shape.equals(that.shape)) {
            return false;
        }
        for (int i = 0; i < near.length; i++) {
            if (compare(i, that, i) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        // Equal numbers may have different doubles near them, so these do not count.
        return shape.hashCode();
    }

    @Override
    public String toString() {
        List<Real> some = values().subList(0, Math.min(8, near.length));
        return "RealTensor<" + shape + ">" + some + (near.length > 8 ? "…" : "");
    }

    private final class Values extends AbstractList<Real> implements RandomAccess {
        @Override
        public Real get(int index) {
            return at(index);
        }

        @Override
        public int size() {
            return near.length;
        }
    }
}
