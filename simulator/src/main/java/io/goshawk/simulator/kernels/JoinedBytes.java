package io.goshawk.simulator.kernels;

import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Surd;
import io.goshawk.simulator.kernels.Kinds.Stored;
import io.goshawk.simulator.plan.Slot;
import io.goshawk.simulator.plan.Step;
import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.IntStream;

/// A sum of two slots of bytes, rounded, as multiply-adds in floating point: proven by looking at every
/// pair of bytes.
///
/// @param numbers slopes of both, offset, least and largest value
record JoinedBytes(boolean single, Numbers numbers) {
    /// What the kernels read.
    record Numbers(double left, double right, double offset, double low, double high) {
        double[] array() {
            return new double[] {left, right, offset, low, high};
        }
    }

    /// {@return `step` so, if it has such a form}
    static Optional<JoinedBytes> of(Step.Sum step, Stored left, Stored right, Stored out) {
        if (left.kind() != Kind.BYTES
                || right.kind() != Kind.BYTES
                || step.then().isEmpty()) {
            return Optional.empty();
        }
        Step.Rescale rescale = step.then().get();
        if (rescale.channels().size() != 1
                || !(rescale.at(0).law() instanceof Law law)
                || law.scale() instanceof Surd
                || law.offset() instanceof Surd) {
            return Optional.empty();
        }
        return new Search(step, left, right, out, rescale.at(0), law).found();
    }

    private record Search(Step.Sum step, Stored left, Stored right, Stored out, Requantizer requantizer, Law law) {
        private static final int[] NUDGES = {0, 1, -1, 2, -2, 3, -3, 5, -5, 8, -8};

        Optional<JoinedBytes> found() {
            int[] expected = expected();
            for (boolean single : new boolean[] {true, false}) {
                for (int nudge : NUDGES) {
                    Numbers numbers = numbers(nudge * (single ? 0x1p-18 : 0x1p-44), single);
                    if (holds(numbers, single, expected)) {
                        return Optional.of(new JoinedBytes(single, numbers));
                    }
                }
            }
            return Optional.empty();
        }

        private int lefts() {
            return step.left().range().count().intValueExact();
        }

        private int rights() {
            return step.right().range().count().intValueExact();
        }

        private static int first(Slot slot, Stored stored) {
            return (int) (slot.range().min().longValueExact() - stored.base());
        }

        /// {@return for each pair of bytes that the ranges allow the result, less its base; the least
        ///     integer for pairs that cannot meet}
        private int[] expected() {
            BigInteger a = step.left().range().min();
            BigInteger b = step.right().range().min();
            int rights = rights();
            IntRange interval = requantizer.interval();
            int[] expected = new int[lefts() * rights];
            IntStream.range(0, lefts()).parallel().forEach(i -> {
                BigInteger part = a.add(BigInteger.valueOf(i)).multiply(step.leftFactor());
                for (int j = 0; j < rights; j++) {
                    BigInteger sum = b.add(BigInteger.valueOf(j))
                            .multiply(step.rightFactor())
                            .add(part);
                    expected[i * rights + j] = interval.contains(sum)
                            ? (int) (requantizer.apply(sum).longValueExact() - out.base())
                            : Integer.MIN_VALUE;
                }
            });
            return expected;
        }

        private Numbers numbers(double nudge, boolean single) {
            Real one = law.scale().times(Dyadic.of(step.leftFactor()));
            Real other = law.scale().times(Dyadic.of(step.rightFactor()));
            double offset = law.offset()
                            .plus(one.times(Dyadic.of(BigInteger.valueOf(left.base()))))
                            .plus(other.times(Dyadic.of(BigInteger.valueOf(right.base()))))
                            .minus(Dyadic.of(BigInteger.valueOf(out.base())))
                            .toDouble()
                    + half()
                    + nudge;
            double low = law.clamp().min().doubleValue() - out.base();
            double high = law.clamp().max().doubleValue() - out.base();
            double x = one.toDouble();
            double y = other.toDouble();
            return single
                    ? new Numbers((float) x, (float) y, (float) offset, low, high)
                    : new Numbers(x, y, offset, low, high);
        }

        /// Rounding goes to the nearest; other ways are an offset away.
        private double half() {
            return switch (law.rounding()) {
                case FLOOR -> -0.5;
                case CEIL -> 0.5;
                default -> 0;
            };
        }

        private boolean holds(Numbers numbers, boolean single, int[] expected) {
            int rights = rights();
            int a = first(step.left(), left);
            int b = first(step.right(), right);
            if (!(numbers.low() >= 0 && numbers.high() <= 255)) {
                return false;
            }
            for (int i = 0; i < expected.length; i++) {
                int wanted = expected[i];
                if (wanted != Integer.MIN_VALUE
                        && wanted != (int) at(numbers, single, a + i / rights, b + i % rights)) {
                    return false;
                }
            }
            return true;
        }

        /// The arithmetic of the kernels.
        private static double at(Numbers numbers, boolean single, int x, int y) {
            if (single) {
                float inner = Math.fma((float) y, (float) numbers.right(), (float) numbers.offset());
                float sum = Math.fma((float) x, (float) numbers.left(), inner);
                return Math.rint(Math.min(Math.max(sum, (float) numbers.low()), (float) numbers.high()));
            }
            double sum = Math.fma((double) x, numbers.left(), Math.fma((double) y, numbers.right(), numbers.offset()));
            return Math.rint(Math.min(Math.max(sum, numbers.low()), numbers.high()));
        }
    }
}
