package io.goshawk.ir.text;

import io.goshawk.ir.diag.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The one rule for names in text: a record `ShiftLeft` is `shift-left`, and the last part of its package is
/// its dialect. Components and enum constants are written as in Java.
final class Naming {
    private static final int NEAR = 3;
    private static final String LANGUAGE = "io.goshawk.ir.";

    private Naming() {}

    /// {@return the text name of a record: lower case, with a dash before each inner capital}
    static String of(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z0-9])([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /// {@return the dialect an operation belongs to: the package below `ir`, whatever family it has there; elsewhere
    /// the
    /// last package}
    static String dialectOf(Class<?> type) {
        String name = type.getPackageName();
        if (name.startsWith(LANGUAGE)) {
            String inner = name.substring(LANGUAGE.length());
            return inner.contains(".") ? inner.substring(0, inner.indexOf('.')) : inner;
        }
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /// {@return the name of an operation, such as `circuit.shift-left`}
    static String operation(Class<?> type) {
        return dialectOf(type) + "." + of(type);
    }

    /// {@return the hint `did you mean …` with the name nearest to `wrong`, else the names there are}
    static String hint(String wrong, Collection<String> known) {
        return nearest(wrong, known)
                .map(name -> "did you mean `" + name + "`?")
                .orElse("known here: " + String.join(", ", known));
    }

    private static Optional<String> nearest(String wrong, Collection<String> known) {
        String low = wrong.toLowerCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.comparingInt(name -> EditDistance.between(low, name.toLowerCase(Locale.ROOT))))
                .filter(name -> EditDistance.between(low, name.toLowerCase(Locale.ROOT)) <= NEAR);
    }
}
