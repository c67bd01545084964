package io.goshawk.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The pattern of a directive: literal text with `{{regex}}`, `[[NAME:regex]]` and `[[NAME]]` in it.
record CheckPattern(String source, List<Part> parts) {
    private static final Pattern NAMED = Pattern.compile("\\[\\[([A-Za-z_][A-Za-z_0-9]*)(:|\\]\\])");

    sealed interface Part {
        record Literal(String text) implements Part {}

        record Regex(String regex) implements Part {}

        record Bind(String name, String regex) implements Part {}

        record Use(String name) implements Part {}
    }

    /// A pattern with the names bound so far put in.
    ///
    /// @param groups the capturing group of each name that the pattern binds
    record Compiled(Pattern regex, Map<String, String> groups) {
        Map<String, String> bindings(Matcher matcher) {
            Map<String, String> bound = new HashMap<>();
            groups.forEach((name, group) -> bound.put(name, matcher.group(group)));
            return bound;
        }
    }

    /// @throws IllegalArgumentException if a bracket is left open or a regular expression is malformed
    static CheckPattern parse(String source) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        Matcher named = NAMED.matcher(source);
        int at = 0;
        while (at < source.length()) {
            if (source.startsWith("{{", at)) {
                int close = closing(source, at + 2, "}}");
                flush(literal, parts);
                parts.add(new Part.Regex(checked(source.substring(at + 2, close))));
                at = close + 2;
            } else if (named.region(at, source.length()).lookingAt()) {
                flush(literal, parts);
                at = named.end();
                if (named.group(2).equals(":")) {
                    int close = closing(source, at, "]]");
                    parts.add(new Part.Bind(named.group(1), checked(source.substring(at, close))));
                    at = close + 2;
                } else {
                    parts.add(new Part.Use(named.group(1)));
                }
            } else {
                literal.append(source.charAt(at++));
            }
        }
        flush(literal, parts);
        return new CheckPattern(source, List.copyOf(parts));
    }

    private static void flush(StringBuilder literal, List<Part> parts) {
        if (!literal.isEmpty()) {
            parts.add(new Part.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    /// The last of a run of closing brackets closes, so that `{{a{2}}}` and `[[X:[a-z]]]` mean what they look like.
    private static int closing(String source, int from, String bracket) {
        int close = source.indexOf(bracket, from);
        if (close < 0) {
            throw new IllegalArgumentException("\"" + source.substring(from) + "\" lacks its " + bracket);
        }
        while (source.startsWith(bracket, close + 1)) {
            close++;
        }
        return close;
    }

    private static String checked(String regex) {
        try {
            Matcher groups = Pattern.compile(regex).matcher("");
            if (groups.groupCount() > 0) {
                throw new IllegalArgumentException("capturing group in \"" + regex + "\": write (?:…)");
            }
            return regex;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("\"" + regex + "\" is no regular expression: " + e.getDescription(), e);
        }
    }

    /// {@return the names this pattern binds}
    Set<String> binds() {
        Set<String> names = new LinkedHashSet<>();
        parts.forEach(part -> {
            if (part instanceof Part.Bind bind) {
                names.add(bind.name());
            }
        });
        return names;
    }

    /// {@return the names this pattern needs from directives above}
    Set<String> uses() {
        Set<String> own = new LinkedHashSet<>();
        Set<String> names = new LinkedHashSet<>();
        parts.forEach(part -> {
            switch (part) {
                case Part.Bind bind -> own.add(bind.name());
                case Part.Use use when !own.contains(use.name()) -> names.add(use.name());
                case Part.Use _, Part.Literal _, Part.Regex _ -> {}
            }
        });
        return names;
    }

    /// {@return this pattern as one regular expression, with `bound` names as literal text}
    Compiled compile(Map<String, String> bound) {
        Map<String, String> groups = new LinkedHashMap<>();
        StringBuilder regex = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Literal literal -> regex.append(Pattern.quote(literal.text()));
                case Part.Regex inner ->
                    regex.append("(?:").append(inner.regex()).append(')');
                case Part.Bind bind -> {
                    String group = "g" + groups.size();
                    groups.put(bind.name(), group);
                    regex.append("(?<")
                            .append(group)
                            .append('>')
                            .append(bind.regex())
                            .append(')');
                }
                case Part.Use use ->
                    regex.append(
                            groups.containsKey(use.name())
                                    ? "\\k<" + groups.get(use.name()) + ">"
                                    : Pattern.quote(bound.getOrDefault(use.name(), "")));
            }
        }
        return new Compiled(Pattern.compile(regex.toString(), Pattern.MULTILINE), groups);
    }
}
