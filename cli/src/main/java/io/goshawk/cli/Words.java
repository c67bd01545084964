package io.goshawk.cli;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import java.util.Locale;

/// Numbers and phrases as people read them.
final class Words {
    private Words() {}

    static String lowerFirst(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    /// {@return the first line of `text`, not too long}
    static String oneLine(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() > 300 ? line.substring(0, 300) + " ..." : line;
    }

    /// {@return `count` of `thing`, in the singular where it is one}
    static String count(long count, String thing) {
        String plural = thing.endsWith("x") ? thing.substring(0, thing.length() - 1) + "ces" : thing + "s";
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? thing : plural);
    }

    static String seconds(long nanos) {
        double seconds = nanos / 1e9;
        return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
    }

    /// {@return `number` exactly where that is short, such as `3` or `2^-10`, else to six digits}
    static String of(Real number) {
        if (number instanceof Dyadic d) {
            if (d.mantissa().abs().bitLength() == 1 && (d.exponent() < 0 || d.exponent() > 6)) {
                return (d.signum() < 0 ? "-" : "") + "2^" + d.exponent();
            }
            if (d.exponent() >= 0 && d.mantissa().bitLength() + d.exponent() < 40) {
                return d.toString();
            }
        }
        return String.format(Locale.ROOT, "%.6g", number.toDouble());
    }

    /// {@return how a code becomes a real, such as `2^-10 * code - 1`}
    static String of(Affine meaning) {
        String scale = of(meaning.scale(), "scale");
        String offset = of(meaning.offset(), "offset");
        String scaled = scale.equals("1") ? "code" : scale + " * code";
        return switch (offset) {
            case "0" -> scaled;
            case String text when text.startsWith("-") -> scaled + " - " + text.substring(1);
            case String text -> scaled + " + " + text;
        };
    }

    private static String of(Coefficients coefficients, String name) {
        return switch (coefficients) {
            case Coefficients.PerTensor all -> of(all.value());
            case Coefficients.PerAxis along -> name + "[axis " + along.axis() + "]";
        };
    }
}
