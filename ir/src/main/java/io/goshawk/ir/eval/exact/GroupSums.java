package io.goshawk.ir.eval.exact;

import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.tensor.RealTensor;

/// Exact sums of groups of elements: doubles with their errors now, exact numbers when asked for.
public final class GroupSums {
    private GroupSums() {}

    /// {@return for each group, the sum of its elements}
    /// @param groups to which group each element of `input` belongs
    /// @param shape one place for each group
    public static RealTensor of(RealTensor input, int[] groups, Shape shape) {
        double[] sums = new double[shape.size()];
        double[] errors = new double[sums.length];
        int[] starts = new int[sums.length + 1];
        for (int i = 0; i < groups.length; i++) {
            int group = groups[i];
            double sum = sums[group] + input.near(i);
            errors[group] = Bounds.sum(sums[group], errors[group], input.near(i), input.error(i), sum);
            sums[group] = sum;
            starts[group + 1]++;
        }
        int largest = 1;
        for (int group = 0; group < sums.length; group++) {
            largest = Math.max(largest, starts[group + 1]);
            starts[group + 1] += starts[group];
        }
        int[] members = members(groups, starts);
        return RealTensor.of(
                shape, sums, errors, input.effort() * largest, group -> sum(input, members, starts, group));
    }

    /// {@return the elements, group by group; those of a group begin at its start}
    private static int[] members(int[] groups, int[] starts) {
        int[] next = starts.clone();
        int[] members = new int[groups.length];
        for (int i = 0; i < groups.length; i++) {
            members[next[groups[i]]++] = i;
        }
        return members;
    }

    private static Real sum(RealTensor input, int[] members, int[] starts, int group) {
        Real sum = Dyadic.ZERO;
        for (int i = starts[group]; i < starts[group + 1]; i++) {
            sum = sum.plus(input.at(members[i]));
        }
        return sum;
    }
}
