package io.goshawk.cli;

import io.goshawk.ir.diag.EditDistance;
import java.util.Collection;
import java.util.Comparator;

/// What somebody may have meant.
final class Suggestion {
    private Suggestion() {}

    /// {@return `; did you mean X?` for the name nearest to `word`, or nothing where none is near}
    static String among(Collection<String> names, String word) {
        return names.stream()
                .filter(name -> EditDistance.between(name, word) <= Math.max(1, word.length() / 3))
                .min(Comparator.comparingInt(name -> EditDistance.between(name, word)))
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
    }
}
