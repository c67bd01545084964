package io.goshawk.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;

/// Checks a tool's text against the `CHECK` lines of a test file, as LLVM's tool of that name does.
///
/// | directive | holds if |
/// | --- | --- |
/// | `CHECK: p` | `p` matches somewhere behind the previous match, on the same line or a later one |
/// | `CHECK-NEXT: p` | `p` matches on the very next line |
/// | `CHECK-NOT: p` | `p` matches nowhere between the previous match and the next positive one, or the end |
/// | `CHECK-LABEL: p` | `p` matches; labels cut the text into sections first, which no other match may cross |
///
/// In a pattern `{{regex}}` is a Java regular expression, `[[NAME:regex]]` binds what it matched to `NAME`,
/// `[[NAME]]` matches that text again; everything else is literal, inner blanks included. A match never crosses a
/// line. Names stay bound across labels; binding again replaces.
public final class FileCheck {
    private final List<Directive> directives;

    private FileCheck(List<Directive> directives) {
        this.directives = directives;
    }

    /// Reads the directives of a test file.
    ///
    /// @throws AssertionError if there are none, or one is malformed: a test that checks nothing must not pass
    public static FileCheck parse(String source) {
        List<Directive> directives = Directive.readAll(source);
        if (directives.isEmpty()) {
            throw new AssertionError("no CHECK line: this file would pass whatever the tool prints");
        }
        return new FileCheck(directives);
    }

    /// Checks `text` against the directives in `source`.
    ///
    /// @throws AssertionError naming the directive, its line, where the search began, and the text
    public static void check(String source, String text) {
        parse(source).verify(text);
    }

    /// {@return whether `source` has a `CHECK` line of any kind}
    public static boolean hasDirectives(String source) {
        return !Directive.readAll(source).isEmpty();
    }

    /// Checks `text` against these directives.
    ///
    /// @throws AssertionError naming the directive, its line, where the search began, and the text
    public void verify(String text) {
        List<Span> labels = findLabels(text);
        Map<String, String> bound = new HashMap<>();
        int section = 0;
        int index = 0;
        int from = 0;
        while (index < directives.size()) {
            int to = section < labels.size() ? labels.get(section).start() : text.length();
            int next = index;
            while (next < directives.size() && directives.get(next).kind() != Directive.Kind.LABEL) {
                next++;
            }
            verifySection(directives.subList(index, next), new Span(from, to), text, bound);
            if (next < directives.size()) {
                from = labels.get(section).end();
                section++;
                next++;
            }
            index = next;
        }
    }

    private List<Span> findLabels(String text) {
        List<Span> found = new ArrayList<>();
        int from = 0;
        for (Directive directive : directives) {
            if (directive.kind() == Directive.Kind.LABEL) {
                Span match = find(directive, new Span(from, text.length()), text, Map.of())
                        .map(Match::span)
                        .orElseThrow(failure(directive, "no such line", from, text));
                found.add(match);
                from = match.end();
            }
        }
        return found;
    }

    private static void verifySection(
            List<Directive> directives, Span section, String text, Map<String, String> bound) {
        List<Directive> absent = new ArrayList<>();
        int from = section.start();
        for (Directive directive : directives) {
            if (directive.kind() == Directive.Kind.NOT) {
                absent.add(directive);
            } else {
                Match match = findPositive(directive, new Span(from, section.end()), text, bound);
                verifyAbsent(absent, new Span(from, match.span().start()), text, bound);
                absent.clear();
                bound.putAll(match.bound());
                from = match.span().end();
            }
        }
        verifyAbsent(absent, new Span(from, section.end()), text, bound);
    }

    private static Match findPositive(Directive directive, Span area, String text, Map<String, String> bound) {
        Optional<Span> searched = directive.kind() == Directive.Kind.NEXT ? nextLine(area, text) : Optional.of(area);
        int began = searched.map(Span::start).orElse(area.end());
        return searched.flatMap(span -> find(directive, span, text, bound))
                .orElseThrow(failure(directive, whereItMatches(directive, area, text, bound), began, text));
    }

    private static String whereItMatches(Directive directive, Span area, String text, Map<String, String> bound) {
        String none = directive.kind() == Directive.Kind.NEXT ? "the next line does not match" : "nothing matches";
        return find(directive, new Span(0, text.length()), text, bound)
                .map(match -> none + ", but line " + lineOf(match.span().start(), text) + " would"
                        + (match.span().start() < area.start() ? " (already passed)" : "")
                        + (match.span().start() >= area.end() ? " (behind the next label)" : ""))
                .orElse(none);
    }

    private static void verifyAbsent(List<Directive> absent, Span area, String text, Map<String, String> bound) {
        for (Directive directive : absent) {
            Optional<Match> match = find(directive, area, text, bound);
            if (match.isPresent()) {
                String what = "found on line " + lineOf(match.get().span().start(), text);
                throw failure(directive, what, area.start(), text).get();
            }
        }
    }

    private static Optional<Match> find(Directive directive, Span area, String text, Map<String, String> bound) {
        CheckPattern.Compiled pattern = directive.pattern().compile(bound);
        int from = area.start();
        while (from <= area.end()) {
            int lineEnd = lineEnd(from, text);
            Matcher matcher = pattern.regex().matcher(text).region(from, Math.min(lineEnd, area.end()));
            // So that ^, $ and \b see the line and not the part of it that is left to search.
            if (matcher.useAnchoringBounds(false).useTransparentBounds(true).find()) {
                return Optional.of(new Match(new Span(matcher.start(), matcher.end()), pattern.bindings(matcher)));
            }
            from = lineEnd + 1;
        }
        return Optional.empty();
    }

    private static Optional<Span> nextLine(Span area, String text) {
        int start = lineEnd(area.start(), text) + 1;
        return start >= area.end()
                ? Optional.empty()
                : Optional.of(new Span(start, Math.min(lineEnd(start, text), area.end())));
    }

    private static int lineEnd(int from, String text) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static int lineOf(int offset, String text) {
        return 1
                + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    private static Supplier<AssertionError> failure(Directive directive, String what, int from, String text) {
        return () -> {
            int start = lineOf(Math.min(from, text.length()), text);
            StringBuilder message = new StringBuilder();
            message.append("%s on line %d: %s%n".formatted(directive.kind().label(), directive.line(), what));
            message.append("  pattern: %s%n".formatted(directive.pattern().source()));
            message.append("  the search began on line %d, column %d of:%n".formatted(start, columnOf(from, text)));
            String[] lines = text.split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                message.append("%s%4d| %s%n".formatted(i + 1 == start ? "->" : "  ", i + 1, lines[i]));
            }
            return new AssertionError(message.toString());
        };
    }

    private static int columnOf(int offset, String text) {
        return Math.min(offset, text.length()) - text.lastIndexOf('\n', Math.max(0, offset - 1));
    }

    private record Span(int start, int end) {}

    private record Match(Span span, Map<String, String> bound) {}
}
