package io.goshawk.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Prints what came of a run, as text or as one JSON document.
///
/// @param raw whether the output file holds the hardware's integers
record RunReport(PrintWriter out, boolean json, boolean raw, Optional<Path> output) {
    /// What is printed.
    ///
    /// @param outputs what the model gave for the first rows
    /// @param engine what computed, in words
    /// @param alone rows a second of the engine alone
    /// @param counters lines about the values inside
    /// @param counted the same, for machines
    /// @param clipped how many values lay outside their type and were given another
    record Reported(
            int rows,
            long nanos,
            List<Result> outputs,
            Optional<Classes> classes,
            String engine,
            Optional<Double> alone,
            List<String> counters,
            List<Map<String, Object>> counted,
            long clipped) {
        double perSecond() {
            return rows / (nanos / 1e9);
        }
    }

    void print(Reported run) {
        if (json) {
            document(run);
        } else {
            text(run);
        }
    }

    private void document(Reported run) {
        Map<String, Object> document = Json.object(
                "rows",
                run.rows(),
                "seconds",
                run.nanos() / 1e9,
                "rowsPerSecond",
                run.perSecond(),
                "engine",
                run.engine());
        document.put("engineRowsPerSecond", run.alone());
        document.put("clipped", run.clipped());
        document.put(
                "outputs",
                run.outputs().stream()
                        .map(result -> Json.object(
                                "name", result.name(), "shape", result.row().extents()))
                        .toList());
        run.classes().ifPresent(found -> found.describe(document));
        if (!run.counted().isEmpty()) {
            document.put("counters", run.counted());
        }
        document.put("file", output.map(Path::toString));
        out.println(Json.text(document));
    }

    private void text(Reported run) {
        String alone = run.alone()
                .map(rate -> String.format(Locale.ROOT, "; %s alone: %,.0f a second", run.engine(), rate))
                .orElse("");
        out.println(String.format(
                Locale.ROOT,
                "%s in %s, %,.0f a second%s",
                Words.count(run.rows(), "row"),
                Words.seconds(run.nanos()),
                run.perSecond(),
                alone));
        if (run.clipped() > 0) {
            out.println(Words.count(run.clipped(), "value") + " outside the input's type, and given another");
        }
        run.classes().ifPresent(found -> found.lines().forEach(out::println));
        run.counters().forEach(out::println);
        if (output.isPresent()) {
            out.println((raw ? "hardware outputs" : "outputs") + " in " + output.get());
        } else {
            run.outputs().forEach(result -> out.println(result.name() + ": " + firstRow(result)));
            out.println("Next: --output y.npy keeps the outputs");
        }
    }

    private static String firstRow(Result result) {
        int shown = Math.min(10, result.row().size());
        String numbers = Arrays.stream(result.values(), 0, shown)
                .mapToObj(value ->
                        result.integral() ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.6g", value))
                .collect(Collectors.joining(", "));
        return "row 0 is "
                + Stream.of(numbers, shown < result.row().size() ? "..." : "")
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", "));
    }
}
