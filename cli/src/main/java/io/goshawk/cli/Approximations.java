package io.goshawk.cli;

import io.goshawk.passes.integer.Approximation;
import io.goshawk.passes.integer.Mismatch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Where the user chose another meaning than the model's, and how much that changes.
final class Approximations {
    private Approximations() {}

    /// {@return a table of them, with an empty line in front; no lines where there are none}
    static List<String> lines(List<Approximation> approximations) {
        if (approximations.isEmpty()) {
            return List.of();
        }
        Table table = new Table("llrrrr", "not the model's", "meaning", "values", "different", "share", "by at most");
        for (Approximation one : approximations) {
            table.add(
                    Words.place(one.at()),
                    one.name(),
                    one.mismatch().map(m -> grouped(m.values())).orElse("?"),
                    one.mismatch().map(m -> grouped(m.different())).orElse("?"),
                    one.mismatch().map(m -> percent(share(m))).orElse("?"),
                    one.mismatch().map(m -> m.most().toString()).orElse("?"));
        }
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(table.lines());
        return lines;
    }

    private static String grouped(java.math.BigInteger number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.4g %%", 100 * share);
    }

    private static double share(Mismatch mismatch) {
        return mismatch.values().signum() == 0
                ? 0
                : new BigDecimal(mismatch.different()).doubleValue() / new BigDecimal(mismatch.values()).doubleValue();
    }

    /// {@return them as they stand in `design.json`}
    static List<Map<String, Object>> document(List<Approximation> approximations) {
        return approximations.stream()
                .map(one -> Json.object(
                        "layer", Words.place(one.at()),
                        "meaning", one.name(),
                        "values", one.mismatch().map(m -> m.values().toString()),
                        "different", one.mismatch().map(m -> m.different().toString()),
                        "share", one.mismatch().map(Approximations::share),
                        "atMost", one.mismatch().map(m -> m.most().toString())))
                .toList();
    }
}
