package io.goshawk.ir.tensor;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.num.Dyadic;
import java.util.Arrays;
import java.util.OptionalInt;

/// IEEE floats as a model carries them. Half and single precision are held as floats, which hold them exactly.
/// Equality is by bits, so NaN equals NaN and 0.0 differs from -0.0.
public final class FloatTensor implements Tensor {
    private final Shape shape;
    private final FloatType type;
    private final Object storage;
    /// Computed when first asked for, and 0 until then: most tensors of a run never are. Threads that race compute
    /// the same number.
    private int hash;

    private FloatTensor(Shape shape, FloatType type, Object storage) {
        this.shape = shape;
        this.type = type;
        this.storage = storage;
        int count = storage instanceof float[] f ? f.length : ((double[]) storage).length;
        if (shape.size() != count) {
            throw new IllegalArgumentException(count + " values for a tensor of shape " + shape);
        }
    }

    /// {@return a tensor of single-precision `values`, row-major}
    public static FloatTensor of(Shape shape, float... values) {
        return new FloatTensor(shape, FloatType.F32, values.clone());
    }

    /// {@return a tensor of `values`, row-major}
    /// @param type F64 keeps them; the narrower types are given values that they hold exactly
    public static FloatTensor of(Shape shape, FloatType type, double[] values) {
        if (type == FloatType.F64) {
            return new FloatTensor(shape, type, values.clone());
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return new FloatTensor(shape, type, floats);
    }

    /// {@return a tensor whose elements all are `value`, a number of type `type`}
    public static FloatTensor filled(Shape shape, FloatType type, double value) {
        if (type == FloatType.F64) {
            double[] doubles = new double[shape.size()];
            Arrays.fill(doubles, value);
            return new FloatTensor(shape, type, doubles);
        }
        float[] floats = new float[shape.size()];
        Arrays.fill(floats, (float) value);
        return new FloatTensor(shape, type, floats);
    }

    /// {@return a tensor whose storage `values` becomes; nobody may write to the array from here on}
    /// @param type F16, BF16 or F32; each value is one of its numbers
    public static FloatTensor owning(Shape shape, FloatType type, float[] values) {
        return new FloatTensor(shape, type, values);
    }

    /// {@return a tensor of double precision whose storage `values` becomes; nobody may write to the array from
    /// here on}
    public static FloatTensor owning(Shape shape, double[] values) {
        return new FloatTensor(shape, FloatType.F64, values);
    }

    public FloatType type() {
        return type;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    /// {@return element `index`, counted row-major, exactly}
    public double at(int index) {
        return storage instanceof float[] f ? f[index] : ((double[]) storage)[index];
    }

    /// {@return the place of the first element that is not a number, counted row-major}
    public OptionalInt firstNaN() {
        int size = shape.size();
        for (int i = 0; i < size; i++) {
            if (Double.isNaN(at(i))) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /// {@return the elements as doubles, row-major; a copy}
    public double[] toDoubles() {
        if (storage instanceof double[] doubles) {
            return doubles.clone();
        }
        float[] floats = (float[]) storage;
        double[] result = new double[floats.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = floats[i];
        }
        return result;
    }

    /// {@return element `index` as an exact number}
    /// @throws ArithmeticException if it is infinite or not a number
    public Dyadic exactAt(int index) {
        return Dyadic.exactly(at(index));
    }

    @Override
    public FloatTensor reshape(Shape changed) {
        return new FloatTensor(changed, type, storage);
    }

    @Override
    public FloatTensor gather(Shape changed, int[] from) {
        if (storage instanceof float[] floats) {
            float[] moved = new float[from.length];
            for (int i = 0; i < moved.length; i++) {
                moved[i] = floats[from[i]];
            }
            return owning(changed, type, moved);
        }
        return owning(changed, Arrays.stream(from).mapToDouble(this::at).toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FloatTensor that
                && type == that.type
                && shape.equals(that.shape)
                && (storage instanceof float[] mine
                        ? Arrays.equals(mine, (float[]) that.storage)
                        : Arrays.equals((double[]) storage, (double[]) that.storage));
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = storage instanceof float[] f ? Arrays.hashCode(f) : Arrays.hashCode((double[]) storage);
            hash = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return "FloatTensor<" + shape + "x" + type + ">";
    }
}
