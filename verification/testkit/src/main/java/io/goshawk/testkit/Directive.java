package io.goshawk.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One `CHECK` line of a test file.
///
/// @param line its line in the test file, from 1
record Directive(Kind kind, CheckPattern pattern, int line) {

    /// What a directive asks for.
    enum Kind {
        PLAIN("CHECK"),
        NEXT("CHECK-NEXT"),
        NOT("CHECK-NOT"),
        LABEL("CHECK-LABEL");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        private static Optional<Kind> named(String label) {
            return List.of(values()).stream()
                    .filter(kind -> kind.label.equals(label))
                    .findFirst();
        }
    }

    /// A line or a comment that begins with CHECK; prose that mentions it further on is left alone.
    private static final Pattern COMMENT =
            Pattern.compile("(?:^|//+|#+|;+)\\s*(CHECK(?:-[A-Za-z]*)*)(?![A-Za-z_0-9])(:?)(.*)$");

    /// {@return the directives of a test file, in order}
    /// @throws AssertionError if one is malformed
    static List<Directive> readAll(String source) {
        List<Directive> directives = new ArrayList<>();
        Set<String> names = new HashSet<>();
        String[] lines = source.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            Matcher matcher = COMMENT.matcher(lines[i]);
            if (matcher.find()) {
                Directive directive = read(matcher, i + 1);
                directive.checkPlace(directives);
                directive.checkNames(names);
                names.addAll(directive.pattern.binds());
                directives.add(directive);
            }
        }
        return List.copyOf(directives);
    }

    private static Directive read(Matcher matcher, int line) {
        String label = matcher.group(1);
        Kind kind = Kind.named(label)
                .orElseThrow(() -> malformed(
                        line, label + " is no directive; there are CHECK, CHECK-NEXT, CHECK-NOT and CHECK-LABEL"));
        if (matcher.group(2).isEmpty()) {
            throw malformed(line, label + " lacks its colon");
        }
        String text = matcher.group(3).strip();
        if (text.isEmpty()) {
            throw malformed(line, label + " has no pattern");
        }
        try {
            return new Directive(kind, CheckPattern.parse(text), line);
        } catch (IllegalArgumentException e) {
            throw malformed(line, e.getMessage());
        }
    }

    private void checkPlace(List<Directive> before) {
        if (kind == Kind.NEXT && before.stream().allMatch(directive -> directive.kind == Kind.NOT)) {
            throw malformed(line, "CHECK-NEXT as first directive: there is no match that it could follow");
        }
    }

    private void checkNames(Set<String> names) {
        if (kind == Kind.LABEL && !(pattern.binds().isEmpty() && pattern.uses().isEmpty())) {
            throw malformed(line, "CHECK-LABEL can neither bind nor use names: labels are found first");
        }
        if (kind == Kind.NOT && !pattern.binds().isEmpty()) {
            throw malformed(line, "CHECK-NOT cannot bind " + pattern.binds() + ": nothing is matched");
        }
        for (String name : pattern.uses()) {
            if (!names.contains(name)) {
                throw malformed(line, "[[" + name + "]] is not bound by a line above");
            }
        }
    }

    private static AssertionError malformed(int line, String why) {
        return new AssertionError("line " + line + ": " + why);
    }
}
