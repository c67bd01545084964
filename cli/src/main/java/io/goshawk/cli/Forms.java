package io.goshawk.cli;

import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.Rounding;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// How requantisations are computed, in words.
final class Forms {
    private Forms() {}

    /// {@return the forms of all channels, such as `shift, ties to even` or `30 wire, 2 thresholds`}
    static String words(Requantize op) {
        Map<String, Long> counts = new LinkedHashMap<>();
        int widest = 0;
        for (Requantizer channel : op.channels()) {
            counts.merge(kind(channel.form()), 1L, Long::sum);
            widest = Math.max(widest, multiplierBits(channel.form()));
        }
        String bits = widest > 1 ? ", m of " + widest + " bits" : "";
        if (counts.size() == 1) {
            return counts.keySet().iterator().next() + bits;
        }
        return counts.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(" + "))
                + bits;
    }

    private static String kind(Form form) {
        return switch (form) {
            case Form.Thresholds thresholds ->
                thresholds.thresholds().size() == 1
                        ? "1 threshold"
                        : thresholds.thresholds().size() + " thresholds";
            case Form.Table table -> "table of " + table.values().size();
            case Form.Bent bent -> "bent " + kind(bent.above());
            case Form.Scale scale -> kind(scale);
            case Form.Quotient _ -> "divide";
        };
    }

    private static String kind(Form.Scale scale) {
        BigInteger magnitude = scale.multiplier().abs();
        boolean multiplies = magnitude.bitCount() > 1;
        String first = multiplies ? "multiply" : scale.multiplier().signum() < 0 ? "negate" : "";
        String second = scale.addend().signum() == 0 ? "" : "add";
        String third = scale.shift() == 0 ? "" : scale.rounding() == Rounding.FLOOR ? "shift" : "shift with ties";
        String all = java.util.stream.Stream.of(first, second, third)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining("-"));
        return all.isEmpty() ? "wire" : all;
    }

    private static int multiplierBits(Form form) {
        return switch (form) {
            case Form.Scale scale ->
                scale.multiplier().abs().bitCount() > 1 ? scale.multiplier().bitLength() : 0;
            case Form.Bent bent -> Math.max(multiplierBits(bent.below()), multiplierBits(bent.above()));
            case Form.Quotient _, Form.Thresholds _, Form.Table _ -> 0;
        };
    }
}
