package io.goshawk.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One case of a `.ghk` file: the text between two `// -----` lines, and the tool it is for.
///
/// @param file the file it stands in
/// @param index its place in the file, from 1
/// @param firstLine the line of the file on which `text` begins, from 1
/// @param text the case as written, comments and `CHECK` lines included
/// @param run the words of the `// RUN:` line, the tool's name first; the case's own, else that of the first case
public record GoldenCase(Path file, int index, int firstLine, String text, List<String> run) {
    private static final Pattern RUN = Pattern.compile("(?m)^\\s*//\\s*RUN:(.*)$");
    private static final Pattern CUT = Pattern.compile("^// -----\\s*$");
    private static final Pattern EXPECTED =
            Pattern.compile("(?m)^\\s*//\\s*expected-(error|remark)\\b(?:\\s+(GHK-\\d{4})\\b(?::\\s*(.*?))?)?\\s*$");
    private static final Pattern EXPECTED_WORD = Pattern.compile("(?m)^\\s*//\\s*expected-\\w+.*$");

    public GoldenCase {
        run = List.copyOf(run);
    }

    /// {@return the tool's name, the first word of the `RUN` line}
    public String tool() {
        return run.getFirst();
    }

    /// {@return the tool's arguments, the `RUN` line without its first word}
    public List<String> arguments() {
        return run.subList(1, run.size());
    }

    /// {@return what this case is called in a report, such as `fold-relu.ghk, case 2 (line 14)`}
    public String name() {
        return file.getFileName() + ", case " + index + " (line " + firstLine + ")";
    }

    /// A diagnostic that the tool must give.
    ///
    /// @param severity `error` or `remark`
    /// @param code such as `GHK-3002`
    /// @param fragment what the first line of the message must contain; empty if that is open
    record Expected(String severity, String code, String fragment) {}

    List<Expected> expected() {
        List<Expected> all = new ArrayList<>();
        Matcher lines = EXPECTED_WORD.matcher(text);
        while (lines.find()) {
            Matcher matcher = EXPECTED.matcher(lines.group());
            if (!matcher.matches() || matcher.group(2) == null) {
                throw new AssertionError("\"" + lines.group().strip()
                        + "\" is not understood: write // expected-error GHK-nnnn or // expected-error GHK-nnnn: text");
            }
            String fragment = Optional.ofNullable(matcher.group(3)).orElse("");
            all.add(new Expected(matcher.group(1), matcher.group(2), fragment));
        }
        return all;
    }

    /// Cuts the text of a file into its cases.
    ///
    /// @throws AssertionError if the first case has no `RUN` line
    static List<GoldenCase> split(Path file, String source) {
        List<GoldenCase> cases = new ArrayList<>();
        String[] lines = source.split("\\R", -1);
        List<String> run = List.of();
        int start = 0;
        for (int i = 0; i <= lines.length; i++) {
            if (i == lines.length || CUT.matcher(lines[i]).matches()) {
                String text =
                        String.join("\n", Arrays.asList(lines).subList(start, i)) + (i == lines.length ? "" : "\n");
                Optional<List<String>> own = runLine(text);
                // The first case's RUN line holds for those that have none.
                run = cases.isEmpty() ? own.orElseThrow(() -> noRunLine(file)) : run;
                cases.add(new GoldenCase(file, cases.size() + 1, start + 1, text, own.orElse(run)));
                start = i + 1;
            }
        }
        return cases;
    }

    private static Optional<List<String>> runLine(String text) {
        Matcher matcher = RUN.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String words = matcher.group(1).strip();
        if (words.isEmpty() || matcher.find()) {
            throw new AssertionError("a case has one // RUN: line, and it names a tool");
        }
        return Optional.of(List.of(words.split("\\s+")));
    }

    private static AssertionError noRunLine(Path file) {
        return new AssertionError(file + ": no // RUN: line names the tool");
    }
}
