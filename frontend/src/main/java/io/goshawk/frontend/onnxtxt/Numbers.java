package io.goshawk.frontend.onnxtxt;

import java.util.Locale;

/// The numbers of the textual syntax. Decimals become the nearest float or double.
final class Numbers {
    private Numbers() {}

    /// {@return the integer `text`}
    /// @throws NumberFormatException if it is none, or has more than 64 bits
    static long integer(String text) {
        return Long.parseLong(text);
    }

    /// {@return the float nearest to `text`: a decimal, `inf`, `infinity` or `nan`}
    /// @throws NumberFormatException if it is no number, or larger than any float
    static float single(String text) {
        if (isWord(text)) {
            return (float) word(text);
        }
        float value = Float.parseFloat(text);
        if (Float.isInfinite(value)) {
            throw new NumberFormatException("larger than any float");
        }
        return value;
    }

    /// {@return the double nearest to `text`}
    /// @throws NumberFormatException if it is no number, or larger than any double
    static double twice(String text) {
        if (isWord(text)) {
            return word(text);
        }
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new NumberFormatException("larger than any double");
        }
        return value;
    }

    private static boolean isWord(String text) {
        return Character.isLetter(text.charAt(text.length() - 1));
    }

    private static double word(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            case "nan", "-nan" -> Double.NaN;
            default -> throw new NumberFormatException("no number");
        };
    }
}
