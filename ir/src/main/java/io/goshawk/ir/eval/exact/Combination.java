package io.goshawk.ir.eval.exact;

import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.eval.kernel.Parallel;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.util.Arrays;

/// A tensor whose elements are weighted sums of a few of another's: what averages and resizing come down to.
///
/// @param shape of the result
/// @param most how many terms an element has at most
/// @param divisor what the sum for an element is divided by, not zero
public record Combination(Shape shape, int most, Terms terms, Divisor divisor) {
    /// The terms of the elements.
    public interface Terms {
        /// Finds the terms of element `result`, in the order in which they are added.
        ///
        /// @param from takes which elements of the input they are
        /// @param weights takes their weights
        /// @return how many there are
        int of(int result, int[] from, double[] weights);
    }

    /// Terms that all weigh one.
    public interface Picks {
        /// Finds the terms of element `result` as [Terms] do.
        int of(int result, int[] from);
    }

    /// What sums are divided by.
    public interface Divisor {
        /// {@return what the sum for element `result` is divided by}
        long of(int result);
    }

    /// {@return the terms `picks`, each with the weight one}
    public static Terms plain(Picks picks) {
        return (result, from, weights) -> {
            int count = picks.of(result, from);
            Arrays.fill(weights, 0, count, 1.0);
            return count;
        };
    }

    /// {@return the combination of elements of `input`: of floats in doubles, rounded once; of reals exactly}
    public Tensor of(Tensor input) {
        return switch (input) {
            case FloatTensor floats -> Floats.rounded(shape, floats.type(), doubles(floats.toDoubles()));
            case RealTensor reals -> filtered(reals);
            case IntTensor _ -> throw new IllegalArgumentException("no weighted sums of integers");
        };
    }

    private double[] doubles(double[] input) {
        double[] result = new double[shape.size()];
        Parallel.blocks(result.length, most, (start, end) -> {
            int[] from = new int[most];
            double[] weights = new double[most];
            for (int i = start; i < end; i++) {
                int count = terms.of(i, from, weights);
                double sum = 0;
                for (int term = 0; term < count; term++) {
                    sum += weights[term] * input[from[term]];
                }
                result[i] = sum / divisor.of(i);
            }
        });
        return result;
    }

    private RealTensor filtered(RealTensor input) {
        double[] near = new double[shape.size()];
        double[] errors = new double[near.length];
        Parallel.blocks(near.length, most * 8, (start, end) -> {
            int[] from = new int[most];
            double[] weights = new double[most];
            for (int i = start; i < end; i++) {
                int count = terms.of(i, from, weights);
                double sum = 0;
                double error = 0;
                for (int term = 0; term < count; term++) {
                    double x = input.near(from[term]);
                    double own = input.error(from[term]);
                    double product = weights[term] * x;
                    double before = sum;
                    sum += product;
                    double doubt = Bounds.product(weights[term], 0, x, own, product);
                    error = Bounds.sum(before, error, product, doubt, sum);
                }
                near[i] = sum / divisor.of(i);
                errors[i] = Bounds.quotient(sum, error, (double) divisor.of(i), 0, near[i]);
            }
        });
        return RealTensor.of(shape, near, errors, most * (input.effort() + 2), i -> exact(input, i));
    }

    private Real exact(RealTensor input, int i) {
        int[] from = new int[most];
        double[] weights = new double[most];
        int count = terms.of(i, from, weights);
        Real sum = Dyadic.ZERO;
        for (int term = 0; term < count; term++) {
            sum = sum.plus(input.at(from[term]).times(Dyadic.exactly(weights[term])));
        }
        return divisor.of(i) == 1 ? sum : sum.dividedBy(Dyadic.of(divisor.of(i)));
    }
}
