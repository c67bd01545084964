package io.goshawk.cli;

import java.util.ArrayList;
import java.util.List;

/// A table of text for a terminal: a heading, a rule, rows; columns as wide as they need.
final class Table {
    private final List<List<String>> rows = new ArrayList<>();
    private final String alignment;

    /// @param alignment for each column `l` or `r`
    Table(String alignment, String... heading) {
        this.alignment = alignment;
        rows.add(List.of(heading));
    }

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    /// {@return the lines of the table}
    List<String> lines() {
        int[] widths = new int[alignment.length()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add(line(row, widths));
        }
        int width = lines.stream().mapToInt(String::length).max().orElse(0);
        lines.add(1, "-".repeat(width));
        return lines;
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String blanks = " ".repeat(widths[column] - row.get(column).length());
            line.append(column == 0 ? "" : "  ");
            line.append(alignment.charAt(column) == 'r' ? blanks + row.get(column) : row.get(column) + blanks);
        }
        return line.toString().stripTrailing();
    }
}
