package io.goshawk.codegen;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The text files of a design, by path relative to its folder, and the facts about it. Touches no disk.
public record Artifacts(SortedMap<String, String> files, DesignFacts facts) {
    public Artifacts {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        files.forEach((path, text) -> {
            if (path.startsWith("/") || path.contains("..")) {
                throw new IllegalArgumentException("not a path inside the design: " + path);
            }
            if (!text.endsWith("\n") || text.contains("\r")) {
                throw new IllegalArgumentException(path + " must end in a line feed and hold no carriage return");
            }
        });
    }

    /// {@return the artifacts made of `files`}
    public static Artifacts of(Map<String, String> files, DesignFacts facts) {
        return new Artifacts(new TreeMap<>(files), facts);
    }
}
