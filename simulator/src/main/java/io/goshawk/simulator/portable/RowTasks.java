package io.goshawk.simulator.portable;

import io.goshawk.ir.integer.BatchMatMul;
import io.goshawk.ir.integer.Curve;
import io.goshawk.ir.integer.Gather;
import io.goshawk.ir.integer.Normalize;
import io.goshawk.ir.integer.Softmax;
import io.goshawk.ir.num.IntRange;
import io.goshawk.simulator.plan.Slot;
import io.goshawk.simulator.plan.Step;
import java.math.BigInteger;

/// What transformers need, in loops over longs where the widths that a form states for itself allow it,
/// else by the interpreter.
final class RowTasks {
    private static final int LONG_BITS = 62;
    private static final int MOST_ENTRIES = 1 << 17;

    private RowTasks() {}

    /// {@return the task of `step`}
    static Task of(Step.Transform step) {
        Slot in = step.in().getFirst();
        boolean small = in.within(LONG_BITS - 1) && step.out().within(LONG_BITS - 1);
        return switch (step.op()) {
            case Curve curve when small && curve.form().bits(curve.interval()) <= LONG_BITS -> curve(step, curve);
            case Softmax softmax
            when small && softmax.form().bits(softmax.input().shape().last()) <= LONG_BITS ->
                rows(step, SoftmaxRow.of(softmax));
            case Normalize normalize
            when small && NormalizeRow.fits(normalize) -> rows(step, NormalizeRow.of(normalize));
            case BatchMatMul _, Curve _, Softmax _, Normalize _, Gather _ -> exactly(step);
        };
    }

    private static Task exactly(Step.Transform step) {
        return memory -> ExactTasks.interpret(step.in(), step.out(), step.op(), memory);
    }

    private static Task curve(Step.Transform step, Curve op) {
        Slot in = step.in().getFirst();
        IntRange clamp = op.law().clamp();
        long low = clamp.min().longValueExact();
        long high = clamp.max().longValueExact();
        if (in.range().count().compareTo(BigInteger.valueOf(MOST_ENTRIES)) > 0) {
            return memory -> {
                for (int place = 0; place < step.out().layout().size(); place++) {
                    for (int lane = 0; lane < memory.count(); lane++) {
                        long value = op.form().apply(memory.getLong(in, place, lane));
                        memory.setLong(step.out(), place, lane, Math.clamp(value, low, high));
                    }
                }
            };
        }
        long first = in.range().min().longValueExact();
        long[] table = new long[in.range().count().intValueExact()];
        for (int i = 0; i < table.length; i++) {
            table[i] = Math.clamp(op.form().apply(first + i), low, high);
        }
        return memory -> {
            for (int place = 0; place < step.out().layout().size(); place++) {
                for (int lane = 0; lane < memory.count(); lane++) {
                    memory.setLong(step.out(), place, lane, table[(int) (memory.getLong(in, place, lane) - first)]);
                }
            }
        };
    }

    /// Changes a row in place.
    @FunctionalInterface
    interface Row {
        void change(long[] row);
    }

    private static Task rows(Step.Transform step, Row change) {
        Slot in = step.in().getFirst();
        int length = in.layout().channels();
        return memory -> {
            long[] row = new long[length];
            for (int pixel = 0; pixel < in.layout().pixels(); pixel++) {
                int start = pixel * length;
                for (int lane = 0; lane < memory.count(); lane++) {
                    for (int i = 0; i < length; i++) {
                        row[i] = memory.getLong(in, start + i, lane);
                    }
                    change.change(row);
                    for (int i = 0; i < length; i++) {
                        memory.setLong(step.out(), start + i, lane, row[i]);
                    }
                }
            }
        };
    }

    /// {@return the task of `step`, whose sums are not rescaled}
    static Task of(Step.Batch step) {
        BatchMatMul op = step.op();
        Slot left = step.left();
        Slot right = step.right();
        int depth = op.left().shape().last();
        BigInteger most = magnitude(left, op.leftZero())
                .multiply(magnitude(right, op.rightZero()))
                .multiply(BigInteger.valueOf(depth));
        if (!Domain.DOUBLE.holds(most.doubleValue() * (1 + 0x1p-30)) || !right.within(LONG_BITS - 1)) {
            return memory -> ExactTasks.interpret(step.reads(), step.out(), op, memory);
        }
        int rows = op.left().shape().extent(-2);
        int columns = op.right().shape().last();
        double leftZero = op.leftZero().doubleValue();
        double rightZero = op.rightZero().doubleValue();
        return memory -> {
            int count = memory.count();
            double[] sums = new double[count];
            double[][] x = memory.copy(left, -leftZero);
            double[][] y = memory.copy(right, -rightZero);
            int size = step.out().layout().size();
            for (int i = 0; i < size; i++) {
                int row = i / columns;
                int yi = row / rows * depth * columns + i % columns;
                java.util.Arrays.fill(sums, 0);
                for (int k = 0; k < depth; k++) {
                    add(x[row * depth + k], y[yi + k * columns], sums);
                }
                for (int lane = 0; lane < count; lane++) {
                    memory.setLong(step.out(), i, lane, (long) sums[lane]);
                }
            }
        };
    }

    private static void add(double[] x, double[] y, double[] sums) {
        for (int lane = 0; lane < sums.length; lane++) {
            sums[lane] += x[lane] * y[lane];
        }
    }

    private static BigInteger magnitude(Slot slot, BigInteger zero) {
        IntRange range = slot.range();
        return range.min().subtract(zero).abs().max(range.max().subtract(zero).abs());
    }

    /// {@return the task of `step`}
    static Task lookup(Step.Lookup step) {
        int width = step.table().shape().last();
        return memory -> {
            for (int place = 0; place < step.in().layout().size(); place++) {
                for (int lane = 0; lane < memory.count(); lane++) {
                    int row = (int) memory.getLong(step.in(), place, lane) * width;
                    for (int i = 0; i < width; i++) {
                        memory.set(step.out(), place * width + i, lane, step.table(), row + i);
                    }
                }
            }
        };
    }
}
