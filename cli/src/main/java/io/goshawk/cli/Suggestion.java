package io.goshawk.cli;

import java.util.Collection;
import java.util.Comparator;

/// What somebody may have meant.
final class Suggestion {
    private Suggestion() {}

    /// {@return `; did you mean X?` for the name nearest to `word`, or nothing where none is near}
    static String among(Collection<String> names, String word) {
        return names.stream()
                .filter(name -> distance(name, word) <= Math.max(1, word.length() / 3))
                .min(Comparator.comparingInt(name -> distance(name, word)))
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }

    /// How many letters must be inserted, deleted or replaced (Levenshtein 1965).
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
