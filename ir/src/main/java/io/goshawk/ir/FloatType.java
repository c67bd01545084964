package io.goshawk.ir;

import java.util.Locale;

/// Floats as models carry them: those of IEEE 754, and the small ones of ONNX with 8 and 4 bits.
///
/// The small ones are named by their exponent and fraction bits. `FN` has no infinities, `FNUZ` neither infinities nor
/// a negative zero; `F8E8M0` holds nothing but powers of two and NaN, `F4E2M1` nothing but sixteen numbers.
public enum FloatType implements ElementType {
    F16(16, 11, -14, 65504, Specials.IEEE),
    BF16(16, 8, -126, 0x1.fep127, Specials.IEEE),
    F32(32, 24, -126, Float.MAX_VALUE, Specials.IEEE),
    F64(64, 53, -1022, Double.MAX_VALUE, Specials.IEEE),
    F8E4M3FN(8, 4, -6, 448, Specials.LAST_IS_NAN),
    F8E4M3FNUZ(8, 4, -7, 240, Specials.NEGATIVE_ZERO_IS_NAN),
    F8E5M2(8, 3, -14, 57344, Specials.IEEE),
    F8E5M2FNUZ(8, 3, -15, 57344, Specials.NEGATIVE_ZERO_IS_NAN),
    F8E8M0(8, 1, -127, 0x1p127, Specials.POWERS),
    F4E2M1(4, 2, 0, 6, Specials.NONE);

    /// What else than numbers the codes stand for.
    private enum Specials {
        IEEE,
        LAST_IS_NAN,
        NEGATIVE_ZERO_IS_NAN,
        POWERS,
        NONE
    }

    private final int bits;
    private final int precision;
    private final int minExponent;
    private final double max;
    private final Specials specials;

    FloatType(int bits, int precision, int minExponent, double max, Specials specials) {
        this.bits = bits;
        this.precision = precision;
        this.minExponent = minExponent;
        this.max = max;
        this.specials = specials;
    }

    /// {@return how many bits an element has}
    public int bits() {
        return bits;
    }

    /// {@return how many significant bits a number has, the hidden one included}
    public int precision() {
        return precision;
    }

    /// {@return the exponent of the smallest normal number}
    public int minExponent() {
        return minExponent;
    }

    /// {@return the largest finite number}
    public double max() {
        return max;
    }

    /// {@return whether this is one of the types of 8 bits or fewer}
    public boolean isSmall() {
        return bits <= Byte.SIZE;
    }

    /// {@return the number of this type nearest to `x`, ties to even; among powers of two, ties up}
    ///
    /// Beyond the largest number lies infinity, NaN where there is none, or the largest itself where there is
    /// neither.
    /// Powers of two have no zero and no negative numbers: those become NaN. NaN itself is -0.0 where there is
    /// no NaN.
    public double round(double x) {
        if (this == F64) {
            return x;
        }
        if (this == F32) {
            return (float) x;
        }
        if (specials == Specials.POWERS) {
            return power(x);
        }
        if (Double.isNaN(x)) {
            return specials == Specials.NONE ? -0.0 : x;
        }
        double quantum = Math.scalb(1.0, Math.max(Math.getExponent(x), minExponent) - precision + 1);
        double magnitude = Double.isInfinite(x) ? Math.abs(x) : Math.rint(Math.abs(x) / quantum) * quantum;
        if (magnitude == 0.0 && specials == Specials.NEGATIVE_ZERO_IS_NAN) {
            return 0.0;
        }
        return Math.copySign(magnitude > max ? beyond() : magnitude, x);
    }

    private double beyond() {
        return switch (specials) {
            case IEEE -> Double.POSITIVE_INFINITY;
            case NONE -> max;
            case LAST_IS_NAN, NEGATIVE_ZERO_IS_NAN, POWERS -> Double.NaN;
        };
    }

    private double power(double x) {
        if (!(x > 0.0) || Double.isInfinite(x)) {
            return Double.NaN;
        }
        int exponent = Math.getExponent(x);
        double below = Math.scalb(1.0, Math.max(exponent, minExponent));
        double power = x >= 1.5 * below ? 2 * below : below;
        return power > max ? Double.NaN : power;
    }

    /// {@return the number whose bits are the low bits of `code`}
    public double decode(long code) {
        return switch (this) {
            case F64 -> Double.longBitsToDouble(code);
            case F32 -> Float.intBitsToFloat((int) code);
            case BF16 -> Float.intBitsToFloat((int) code << 16);
            case F16 -> Float.float16ToFloat((short) code);
            case F8E8M0 -> (code & 0xff) == 0xff ? Double.NaN : Math.scalb(1.0, (int) (code & 0xff) + minExponent);
            case F8E4M3FN, F8E4M3FNUZ, F8E5M2, F8E5M2FNUZ, F4E2M1 -> decodeSmall((int) code & ((1 << bits) - 1));
        };
    }

    private double decodeSmall(int code) {
        int fraction = code & ((1 << (precision - 1)) - 1);
        int field = (code & ((1 << (bits - 1)) - 1)) >> (precision - 1);
        boolean negative = code >> (bits - 1) != 0;
        boolean isNan = (specials == Specials.LAST_IS_NAN && (code & 0x7f) == 0x7f)
                || (specials == Specials.NEGATIVE_ZERO_IS_NAN && code == 0x80);
        if (isNan) {
            return Double.NaN;
        }
        if (specials == Specials.IEEE && field == 2 * (1 - minExponent) + 1) {
            return fraction != 0 ? Double.NaN : negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        int hidden = field == 0 ? 0 : 1 << (precision - 1);
        int exponent = Math.max(field, 1) - 1 + minExponent - (precision - 1);
        return Math.copySign(Math.scalb((double) (hidden + fraction), exponent), negative ? -1.0 : 1.0);
    }

    /// {@return the bits of `number`, which is one of this type, in the low bits}
    public long encode(double number) {
        return switch (this) {
            case F64 -> Double.doubleToRawLongBits(number);
            case F32 -> Float.floatToRawIntBits((float) number) & 0xffff_ffffL;
            case BF16 -> Float.floatToRawIntBits((float) number) >>> 16;
            case F16 -> Float.floatToFloat16((float) number) & 0xffffL;
            case F8E8M0 -> Double.isNaN(number) ? 0xff : Math.getExponent(number) - minExponent;
            case F8E4M3FN, F8E4M3FNUZ, F8E5M2, F8E5M2FNUZ, F4E2M1 -> encodeSmall(number);
        };
    }

    private long encodeSmall(double number) {
        if (Double.isNaN(number)) {
            return specials == Specials.NEGATIVE_ZERO_IS_NAN ? 0x80 : 0x7f;
        }
        long sign = Math.copySign(1.0, number) < 0 ? 1L << (bits - 1) : 0;
        if (Double.isInfinite(number)) {
            return sign | ((2L * (1 - minExponent) + 1) << (precision - 1));
        }
        int exponent = Math.max(Math.getExponent(number), minExponent);
        long significand = (long) Math.scalb(Math.abs(number), precision - 1 - exponent);
        long hidden = 1L << (precision - 1);
        long field = significand >= hidden ? exponent - minExponent + 1 : 0;
        return sign | (field << (precision - 1)) | (significand & (hidden - 1));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
