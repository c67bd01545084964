package io.goshawk.generators;

import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Reproducible choices: the same seed always chooses the same.
final class Choice {
    private final SplittableRandom random;
    private int places;

    Choice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// {@return an integer from `min` to `max`, both included}
    int between(int min, int max) {
        return random.nextInt(min, max + 1);
    }

    /// {@return true once in `times`}
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /// {@return one of `choices`}
    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /// {@return one of `choices`}
    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// {@return an integer from `min` to `max`, both included; now and then one of them}
    BigInteger between(BigInteger min, BigInteger max) {
        if (oneIn(4)) {
            return of(min, max);
        }
        BigInteger count = max.subtract(min).add(BigInteger.ONE);
        BigInteger bits = BigInteger.ZERO;
        for (int have = 0; have < count.bitLength() + Long.SIZE; have += Long.SIZE) {
            bits = bits.shiftLeft(Long.SIZE).xor(BigInteger.valueOf(random.nextLong()));
        }
        return min.add(bits.mod(count));
    }

    /// {@return an exact float: short and dyadic, or with all its bits; never zero}
    float positiveFloat() {
        if (oneIn(2)) {
            return Math.scalb((float) between(1, 7), between(-6, 1));
        }
        return (float) random.nextDouble(0.01, 2.0);
    }

    /// {@return a float that is often short, often negative, sometimes zero}
    float anyFloat() {
        return oneIn(8) ? 0.0f : of(-1.0f, 1.0f) * positiveFloat() * of(1.0f, 4.0f);
    }

    /// {@return a permutation of `0 … count-1`}
    List<Integer> permutation(int count) {
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            left.add(random.nextInt(i + 1), i);
        }
        return left;
    }

    /// {@return a shape of as many elements as `shape`}
    Shape refactored(Shape shape) {
        List<Integer> extents = new ArrayList<>(shape.extents());
        if (extents.size() > 1 && oneIn(2)) {
            int axis = between(0, extents.size() - 2);
            extents.set(axis, extents.get(axis) * extents.get(axis + 1));
            extents.subList(axis + 1, axis + 2).clear();
        } else {
            extents.add(between(0, extents.size()), 1);
        }
        return new Shape(extents);
    }

    /// {@return a location of its own for the next node}
    Location place(String operator) {
        return new Location.OnnxNode("random.onnx", "/n" + places++, operator);
    }
}
