package io.goshawk.harness;

import io.goshawk.harness.npy.NpyArray;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Makes vectors for the inputs of a design. The same seed makes the same vectors.
public final class Vectors {
    private Vectors() {}

    /// {@return `count` vectors: the [#corners], then random ones}, each 8th of which has every element
    ///     at a bound of its range or next to it.
    ///
    /// @param ties further vectors to begin with, such as those that bring an accumulator to a tie
    public static Batch mixed(List<DesignPort> ports, List<long[]> ties, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<long[]> vectors = new ArrayList<>(ties);
        vectors.addAll(corners(ports, Math.max(16, count / 4), random));
        while (vectors.size() < count) {
            boolean extreme = vectors.size() % 8 == 0;
            vectors.add(extreme ? extremes(ports, random) : uniform(ports, random));
        }
        return Batch.of(ports, vectors.subList(0, count));
    }

    /// {@return `count` vectors, every value of an element's range equally likely}
    public static Batch uniform(List<DesignPort> ports, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int width = Batch.width(ports);
        long[] values = new long[Math.multiplyExact(count, width)];
        for (int i = 0; i < count; i++) {
            System.arraycopy(uniform(ports, random), 0, values, i * width, width);
        }
        return new Batch(ports, count, values);
    }

    /// {@return the vectors that `arrays` hold, raw bits of each port by its name}
    ///
    /// An array's first extent counts vectors, the others hold a port's elements; an array of a port's
    /// own shape is one vector. Where there is one port and one array, its name is not asked for.
    ///
    /// @throws Refusal if a port has no array of integers, shapes do not fit, or a value leaves its
    ///     port's range
    public static Batch of(List<DesignPort> ports, Map<String, NpyArray> arrays) {
        return new ArrayVectors(ports, arrays).batch();
    }

    /// {@return the extremes, at most `limit`}: all elements smallest, largest, zero, one and minus
    ///     one; smallest and largest in turns, both ways; and each element largest or smallest while
    ///     all others are zero or opposite. Where the last are too many, `random` chooses elements.
    static List<long[]> corners(List<DesignPort> ports, int limit, SplittableRandom random) {
        long[] low = all(ports, range -> range.min());
        long[] high = all(ports, range -> range.max());
        long[] zero = all(ports, range -> range.clamp(BigInteger.ZERO));
        List<long[]> vectors = new ArrayList<>(List.of(low, high, zero));
        vectors.add(all(ports, range -> range.clamp(BigInteger.ONE)));
        vectors.add(all(ports, range -> range.clamp(BigInteger.ONE.negate())));
        vectors.add(alternating(low, high));
        vectors.add(alternating(high, low));
        List<long[]> grounds = List.of(zero, zero, high, low);
        List<long[]> peaks = List.of(high, low, low, high);
        int width = low.length;
        int room = (limit - vectors.size()) / peaks.size();
        for (int i = 0; i < Math.min(width, room); i++) {
            int element = width <= room ? i : random.nextInt(width);
            for (int k = 0; k < peaks.size(); k++) {
                long[] vector = grounds.get(k).clone();
                vector[element] = peaks.get(k)[element];
                vectors.add(vector);
            }
        }
        return vectors.subList(0, Math.min(limit, vectors.size()));
    }

    private interface Choice {
        BigInteger of(IntRange range);
    }

    private static long[] all(List<DesignPort> ports, Choice choice) {
        long[] vector = new long[Batch.width(ports)];
        int at = 0;
        for (DesignPort port : ports) {
            java.util.Arrays.fill(
                    vector, at, at + port.elements(), choice.of(port.range()).longValue());
            at += port.elements();
        }
        return vector;
    }

    private static long[] alternating(long[] even, long[] odd) {
        long[] vector = even.clone();
        for (int i = 1; i < vector.length; i += 2) {
            vector[i] = odd[i];
        }
        return vector;
    }

    private static long[] uniform(List<DesignPort> ports, SplittableRandom random) {
        long[] vector = new long[Batch.width(ports)];
        int at = 0;
        for (DesignPort port : ports) {
            BigInteger count = port.range().count();
            boolean fits = count.bitLength() < Long.SIZE;
            // Wraps as a port's unsigned 64-bit elements do.
            long min = port.range().min().longValue();
            for (int i = 0; i < port.elements(); i++) {
                vector[at++] = min + (fits ? random.nextLong(count.longValue()) : pattern(count, random));
            }
        }
        return vector;
    }

    private static long[] extremes(List<DesignPort> ports, SplittableRandom random) {
        return each(ports, range -> {
            BigInteger step = BigInteger.valueOf(random.nextInt(2));
            return range.clamp(
                    random.nextBoolean() ? range.min().add(step) : range.max().subtract(step));
        });
    }

    private static long[] each(List<DesignPort> ports, Choice choice) {
        long[] vector = new long[Batch.width(ports)];
        int at = 0;
        for (DesignPort port : ports) {
            for (int i = 0; i < port.elements(); i++) {
                vector[at++] = choice.of(port.range()).longValue();
            }
        }
        return vector;
    }

    /// Every 64-bit pattern: only full ranges of 64 bits get here, and a count of exactly 2^63.
    private static long pattern(BigInteger count, SplittableRandom random) {
        BigInteger pattern = new BigInteger(
                1, java.nio.ByteBuffer.allocate(8).putLong(random.nextLong()).array());
        return pattern.mod(count).longValue();
    }
}
