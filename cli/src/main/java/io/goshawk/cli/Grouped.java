package io.goshawk.cli;

import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Diagnostic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Diagnostics that say the same of several places, told once.
///
/// @param first that of the first place
/// @param places where, in order
record Grouped(Diagnostic first, List<Location> places) {
    private static final int MOST_NAMED = 6;

    Grouped {
        places = List.copyOf(places);
    }

    /// {@return the groups of `diagnostics`, in the order of their first members}
    static List<Grouped> of(Collection<Diagnostic> diagnostics) {
        Map<Diagnostic, List<Diagnostic>> groups = diagnostics.stream()
                .collect(Collectors.groupingBy(Grouped::withoutPlace, LinkedHashMap::new, Collectors.toList()));
        return groups.values().stream()
                .map(group -> new Grouped(
                        group.getFirst(), group.stream().map(Diagnostic::at).toList()))
                .toList();
    }

    private static Diagnostic withoutPlace(Diagnostic diagnostic) {
        return new Diagnostic(
                diagnostic.code(), diagnostic.message(), new Location.Whole(""), diagnostic.notes(), diagnostic.hint());
    }

    /// {@return what a terminal shows: the first in full, the others by name}
    String render() {
        int others = places.size() - 1;
        return others == 0
                ? first.render()
                : first.note("the same at " + Words.count(others, "more place") + ": "
                                + names(places.subList(1, places.size())))
                        .render();
    }

    /// {@return a paragraph of lines of `width` columns at most where words allow, without the blanks in front}
    List<String> lines(int width) {
        String where = places.size() == 1
                ? first.at().brief()
                : Words.count(places.size(), "place") + " (" + names(places) + ")";
        List<String> lines =
                new ArrayList<>(Words.wrapped(first.code().label() + " " + first.message() + ": " + where, width));
        first.hint().ifPresent(hint -> lines.addAll(Words.wrapped("hint: " + hint, width)));
        return lines;
    }

    private static String names(List<Location> places) {
        String some = places.stream().limit(MOST_NAMED).map(Words::place).collect(Collectors.joining(", "));
        return places.size() > MOST_NAMED ? some + ", ..." : some;
    }
}
