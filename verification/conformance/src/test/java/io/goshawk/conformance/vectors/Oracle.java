package io.goshawk.conformance.vectors;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.TreeMap;

/// What the vectors should say, by decimal arithmetic that shares nothing with the interpreter.
final class Oracle {
    private Oracle() {}

    /// {@return `numerator / denominator`, the latter positive, rounded as QONNX's `mode` has it}
    static BigInteger round(BigDecimal numerator, BigDecimal denominator, String mode) {
        BigDecimal[] parts = numerator.divideAndRemainder(denominator);
        BigInteger whole = parts[0].toBigIntegerExact();
        int sign = numerator.signum();
        // How the rest, which has the sign of the whole, compares with one half.
        int half = parts[1].abs().multiply(BigDecimal.TWO).compareTo(denominator);
        boolean rest = parts[1].signum() != 0;
        boolean away = switch (mode) {
            case "ROUND" -> half > 0 || half == 0 && whole.testBit(0);
            case "CEIL" -> rest && sign > 0;
            case "FLOOR" -> rest && sign < 0;
            case "UP" -> rest;
            case "DOWN" -> false;
            case "HALF_UP" -> half >= 0;
            case "HALF_DOWN" -> half > 0;
            default -> throw new IllegalArgumentException(mode);
        };
        return away ? whole.add(BigInteger.valueOf(sign)) : whole;
    }

    /// {@return the integer that QONNX Quant makes of `x`}
    static long quant(float x, float scale, double zero, int bits, boolean signed, boolean narrow, String mode) {
        BigDecimal step = new BigDecimal(scale);
        BigDecimal numerator = new BigDecimal(x).add(step.multiply(new BigDecimal(zero)));
        if (signed && bits == 1) {
            return numerator.signum() >= 0 ? 1 : -1;
        }
        return clamp(round(numerator, step, mode), bits, signed, narrow);
    }

    private static long clamp(BigInteger code, int bits, boolean signed, boolean narrow) {
        long top = signed ? (1L << bits - 1) - 1 : (1L << bits) - 1 - (narrow ? 1 : 0);
        long bottom = signed ? -(1L << bits - 1) + (narrow ? 1 : 0) : 0;
        return code.max(BigInteger.valueOf(bottom)).min(BigInteger.valueOf(top)).longValueExact();
    }

    /// {@return what Trunc, version 1, makes of `x`}
    static BigDecimal truncFirst(float x, float scale, double zero, int inputBits, int outputBits, String mode) {
        BigDecimal kept = new BigDecimal(round(shifted(x, scale, zero), new BigDecimal(scale), "ROUND"));
        BigInteger code = round(kept, BigDecimal.TWO.pow(inputBits - outputBits), mode);
        return new BigDecimal(code).subtract(new BigDecimal(zero)).multiply(new BigDecimal(scale));
    }

    /// {@return what Trunc, version 2, makes of `x`, where the scales are a power of two apart}
    static BigDecimal truncSecond(
            float x, float scale, double zero, float outputScale, int bits, boolean signed, String mode) {
        BigDecimal kept = new BigDecimal(round(shifted(x, scale, zero), new BigDecimal(scale), "ROUND"));
        BigDecimal factor = new BigDecimal(outputScale).divide(new BigDecimal(scale), RoundingMode.UNNECESSARY);
        long code = clamp(round(kept, factor, mode), bits, signed, false);
        return new BigDecimal(code)
                .subtract(new BigDecimal(zero).divide(factor))
                .multiply(new BigDecimal(outputScale));
    }

    private static BigDecimal shifted(float x, float scale, double zero) {
        return new BigDecimal(x).add(new BigDecimal(scale).multiply(new BigDecimal(zero)));
    }

    /// {@return the non-negative numbers of a float format up to `max`, in order, each with its place}
    static TreeMap<BigDecimal, Integer> numbers(int exponentBits, int mantissaBits, int bias, double max) {
        TreeMap<BigDecimal, Integer> numbers = new TreeMap<>();
        for (int exponent = 0; exponent < 1 << exponentBits; exponent++) {
            for (int mantissa = 0; mantissa < 1 << mantissaBits; mantissa++) {
                long significand = exponent == 0 ? mantissa : mantissa + (1L << mantissaBits);
                int power = Math.max(exponent, 1) - bias - mantissaBits;
                BigDecimal number = new BigDecimal(Math.scalb((double) significand, power));
                if (number.compareTo(new BigDecimal(max)) <= 0) {
                    numbers.put(number, numbers.size());
                }
            }
        }
        return numbers;
    }

    /// {@return the number of the format nearest to `x`, of two the one in an even place; the largest beyond it}
    static BigDecimal nearest(TreeMap<BigDecimal, Integer> numbers, double x) {
        BigDecimal magnitude = new BigDecimal(x).abs();
        BigDecimal below = numbers.floorKey(magnitude);
        BigDecimal above = numbers.ceilingKey(magnitude);
        BigDecimal chosen = below;
        if (above != null && above.compareTo(below) != 0) {
            int side = magnitude.subtract(below).compareTo(above.subtract(magnitude));
            chosen = side > 0 || side == 0 && numbers.get(below) % 2 != 0 ? above : below;
        }
        return x < 0 ? chosen.negate() : chosen;
    }
}
