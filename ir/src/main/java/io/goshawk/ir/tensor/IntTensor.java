package io.goshawk.ir.tensor;

import io.goshawk.ir.Shape;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/// Integers of any width, backed by the narrowest of byte, short, int, long or BigInteger arrays that
/// holds them, so that large networks fit and arithmetic runs on primitives. Equal values are equal
/// tensors.
public final class IntTensor implements Tensor {
    private final Shape shape;
    private final Object storage;
    private final IntRange hull;
    private final int hash;

    private IntTensor(Shape shape, Object storage, IntRange hull, int hash) {
        this.shape = shape;
        this.storage = storage;
        this.hull = hull;
        this.hash = hash;
    }

    /// {@return a tensor of `values`, row-major}
    /// @throws IllegalArgumentException if there are not as many as `shape` says
    public static IntTensor of(Shape shape, long... values) {
        checkCount(shape, values.length);
        long min = values.length == 0 ? 0 : Long.MAX_VALUE;
        long max = values.length == 0 ? 0 : Long.MIN_VALUE;
        int hash = 0;
        for (long value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
            hash = 31 * hash + Long.hashCode(value);
        }
        return new IntTensor(shape, narrow(values, min, max), IntRange.of(min, max), hash);
    }

    /// The same loops as those over functions, which are slower where functions of many kinds come by.
    private static Object narrow(long[] values, long min, long max) {
        if (min >= Byte.MIN_VALUE && max <= Byte.MAX_VALUE) {
            byte[] bytes = new byte[values.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) values[i];
            }
            return bytes;
        }
        if (min >= Short.MIN_VALUE && max <= Short.MAX_VALUE) {
            short[] shorts = new short[values.length];
            for (int i = 0; i < shorts.length; i++) {
                shorts[i] = (short) values[i];
            }
            return shorts;
        }
        if (min >= Integer.MIN_VALUE && max <= Integer.MAX_VALUE) {
            int[] ints = new int[values.length];
            for (int i = 0; i < ints.length; i++) {
                ints[i] = (int) values[i];
            }
            return ints;
        }
        return values.clone();
    }

    /// {@return a tensor of what `element` gives for each index, counted row-major}
    ///
    /// @param element is asked twice for each index, and gives the same both times: no array is made
    ///     but the tensor's
    public static IntTensor of(Shape shape, IntToLongFunction element) {
        int count = shape.size();
        long min = count == 0 ? 0 : Long.MAX_VALUE;
        long max = count == 0 ? 0 : Long.MIN_VALUE;
        int hash = 0;
        for (int i = 0; i < count; i++) {
            long value = element.applyAsLong(i);
            min = Math.min(min, value);
            max = Math.max(max, value);
            hash = 31 * hash + Long.hashCode(value);
        }
        return new IntTensor(shape, narrow(count, element, min, max), IntRange.of(min, max), hash);
    }

    /// {@return a tensor of `values`, row-major}
    public static IntTensor ofInts(Shape shape, int[] values) {
        return of(shape, Arrays.stream(values).asLongStream().toArray());
    }

    /// {@return a tensor of `values`, row-major, of any width}
    public static IntTensor of(Shape shape, List<BigInteger> values) {
        if (values.stream().allMatch(value -> value.bitLength() < Long.SIZE)) {
            return of(
                    shape, values.stream().mapToLong(BigInteger::longValueExact).toArray());
        }
        checkCount(shape, values.size());
        BigInteger min = values.stream().reduce(BigInteger::min).orElseThrow();
        BigInteger max = values.stream().reduce(BigInteger::max).orElseThrow();
        return new IntTensor(shape, values.toArray(BigInteger[]::new), new IntRange(min, max), values.hashCode());
    }

    private static void checkCount(Shape shape, int count) {
        if (shape.size() != count) {
            throw new IllegalArgumentException(count + " values for a tensor of shape " + shape);
        }
    }

    private static Object narrow(int count, IntToLongFunction element, long min, long max) {
        if (min >= Byte.MIN_VALUE && max <= Byte.MAX_VALUE) {
            byte[] bytes = new byte[count];
            for (int i = 0; i < count; i++) {
                bytes[i] = (byte) element.applyAsLong(i);
            }
            return bytes;
        }
        if (min >= Short.MIN_VALUE && max <= Short.MAX_VALUE) {
            short[] shorts = new short[count];
            for (int i = 0; i < count; i++) {
                shorts[i] = (short) element.applyAsLong(i);
            }
            return shorts;
        }
        if (min >= Integer.MIN_VALUE && max <= Integer.MAX_VALUE) {
            int[] ints = new int[count];
            for (int i = 0; i < count; i++) {
                ints[i] = (int) element.applyAsLong(i);
            }
            return ints;
        }
        long[] longs = new long[count];
        for (int i = 0; i < count; i++) {
            longs[i] = element.applyAsLong(i);
        }
        return longs;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    /// {@return the smallest range that holds every element; `[0, 0]` for an empty tensor}
    public IntRange hull() {
        return hull;
    }

    /// {@return whether every element fits a long}
    public boolean fitsLong() {
        return !(storage instanceof BigInteger[]);
    }

    /// {@return element `index`, counted row-major}
    /// @throws ArithmeticException if it does not fit a long
    public long at(int index) {
        return switch (storage) {
            case byte[] values -> values[index];
            case short[] values -> values[index];
            case int[] values -> values[index];
            case long[] values -> values[index];
            case BigInteger[] values -> values[index].longValueExact();
            default -> throw new IllegalStateException("unknown storage");
        };
    }

    /// {@return element `index`, counted row-major, whatever its width}
    public BigInteger bigAt(int index) {
        return storage instanceof BigInteger[] values ? values[index] : BigInteger.valueOf(at(index));
    }

    /// {@return the elements as longs, row-major; a copy}
    /// @throws ArithmeticException if one does not fit
    public long[] toLongs() {
        if (storage instanceof long[] values) {
            return values.clone();
        }
        long[] longs = new long[shape.size()];
        switch (storage) {
            case byte[] values -> {
                for (int i = 0; i < longs.length; i++) {
                    longs[i] = values[i];
                }
            }
            case short[] values -> {
                for (int i = 0; i < longs.length; i++) {
                    longs[i] = values[i];
                }
            }
            case int[] values -> {
                for (int i = 0; i < longs.length; i++) {
                    longs[i] = values[i];
                }
            }
            default -> Arrays.setAll(longs, this::at);
        }
        return longs;
    }

    /// {@return the elements as ints, row-major; the tensor's own array where it has one, so do not
    ///     write to it}
    /// @throws ArithmeticException if one does not fit
    public int[] asInts() {
        return switch (storage) {
            case int[] values -> values;
            case byte[] values -> {
                int[] ints = new int[values.length];
                for (int i = 0; i < ints.length; i++) {
                    ints[i] = values[i];
                }
                yield ints;
            }
            case short[] values -> {
                int[] ints = new int[values.length];
                for (int i = 0; i < ints.length; i++) {
                    ints[i] = values[i];
                }
                yield ints;
            }
            default ->
                IntStream.range(0, shape.size())
                        .map(i -> Math.toIntExact(at(i)))
                        .toArray();
        };
    }

    /// {@return the elements, row-major}
    public List<BigInteger> toBigs() {
        return IntStream.range(0, shape.size()).mapToObj(this::bigAt).toList();
    }

    @Override
    public IntTensor reshape(Shape changed) {
        checkCount(changed, shape.size());
        return new IntTensor(changed, storage, hull, hash);
    }

    @Override
    public IntTensor gather(Shape changed, int[] from) {
        if (!fitsLong()) {
            return of(changed, Arrays.stream(from).mapToObj(this::bigAt).toList());
        }
        long[] gathered = new long[from.length];
        for (int i = 0; i < from.length; i++) {
            gathered[i] = at(from[i]);
        }
        return of(changed, gathered);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof IntTensor that)
                || hash != that.hash
                || !shape.equals(that.shape)
                || !hull.equals(that.hull)) {
            return false;
        }
        // Equal hulls mean equal storage classes, except for longs that a BigInteger list could also hold: never built.
        return IntStream.range(0, shape.size())
                .allMatch(i -> fitsLong() ? at(i) == that.at(i) : bigAt(i).equals(that.bigAt(i)));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        String some = IntStream.range(0, Math.min(8, shape.size()))
                .mapToObj(i -> bigAt(i).toString())
                .collect(java.util.stream.Collectors.joining(", "));
        return "IntTensor<" + shape + ">[" + some + (shape.size() > 8 ? ", …]" : "]");
    }
}
