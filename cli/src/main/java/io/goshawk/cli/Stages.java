package io.goshawk.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What the parts of a command took, one behind the other.
final class Stages {
    private final long start = System.nanoTime();
    private final Map<String, Long> nanos = new LinkedHashMap<>();
    private long last = start;

    /// Says that everything since the last call was `stage`.
    void done(String stage) {
        long now = System.nanoTime();
        nanos.put(stage, now - last);
        last = now;
    }

    /// {@return the time since the beginning, in ns}
    long total() {
        return System.nanoTime() - start;
    }

    /// {@return a line such as `options 12.0 ms, writing 3.4 ms`}
    String line() {
        return nanos.entrySet().stream()
                .map(stage -> String.format(Locale.ROOT, "%s %.1f ms", stage.getKey(), stage.getValue() / 1e6))
                .collect(Collectors.joining(", "));
    }
}
