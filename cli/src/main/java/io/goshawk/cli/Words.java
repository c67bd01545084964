package io.goshawk.cli;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.Location;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import java.util.ArrayList;
import java.util.List;
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

    /// {@return the user's node; of several fused ones the first}
    static String place(Location at) {
        return switch (at) {
            case Location.OnnxNode node -> node.node();
            case Location.OnnxValue value -> value.value();
            case Location.Text text -> text.describe();
            case Location.Whole whole -> whole.name();
            case Location.Fused fused ->
                fused.parts().isEmpty() ? fused.by() : place(fused.parts().getFirst());
        };
    }

    /// {@return `text` broken at blanks into lines of `width` columns at most where words allow, the further ones
    ///     indented}
    static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder("  ").append(word);
            } else {
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    /// {@return `number` to four digits with a letter for thousands, such as `126.9 G`; small ones as they are}
    static String rounded(double number) {
        String letters = "kMGTP";
        int thousands = number < 1e7 ? 0 : Math.min(letters.length(), (int) (Math.log10(number) / 3));
        return thousands == 0
                ? String.format(Locale.ROOT, "%,.0f", number)
                : String.format(
                        Locale.ROOT, "%.1f %s", number / Math.pow(1000, thousands), letters.charAt(thousands - 1));
    }

    /// {@return `text`, or the end of it where it has more than `length` characters}
    static String ending(String text, int length) {
        return text.length() <= length ? text : "..." + text.substring(text.length() - length + 3);
    }
}
