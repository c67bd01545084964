package io.goshawk.rtl;

import io.goshawk.ir.IntType;

/// The text of one clock cycle of a module: wires out of vectors, what is computed from them, and the registers
/// filled at the cycle's end.
///
/// What is computed stands in one `always @*` block in order of dependence, not in an `assign` each: an event-driven
/// simulator then evaluates every line once a cycle, and not once for each change that ripples through the adders
/// (60 times faster in Icarus Verilog for the jet tagger).
final class Stage {
    private final StringBuilder slices = new StringBuilder();
    private final Declarations computed = new Declarations();
    private final StringBuilder lines = new StringBuilder();
    private final Declarations registers = new Declarations();
    private final StringBuilder updates = new StringBuilder();

    /// Neighbours of one type share a declaration.
    private static final class Declarations {
        private final StringBuilder text = new StringBuilder();
        private String open = "";
        private int column;

        void add(IntType type, String name) {
            String declaration = Verilog.declaration("reg", type);
            if (declaration.equals(open) && column + name.length() < 108) {
                text.setLength(text.length() - 2);
                text.append(", ");
                column += name.length() + 2;
            } else {
                text.append("    ").append(declaration).append(' ');
                column = declaration.length() + name.length() + 6;
                open = declaration;
            }
            text.append(name).append(";\n");
        }
    }

    /// `name` is the bits `bits` of a vector.
    void slice(String name, IntType type, String bits) {
        slices.append("    ")
                .append(Verilog.declaration("wire", type))
                .append(' ')
                .append(name);
        slices.append(" = ").append(bits).append(";\n");
    }

    /// `name` is `expression`, computed in this cycle.
    void compute(String name, IntType type, String expression) {
        computed.add(type, name);
        line(8, name + " = " + expression + ";", lines);
    }

    /// `name` is assigned by `statement`, whose lines are indented by eight.
    void computeBy(String name, IntType type, String statement) {
        computed.add(type, name);
        lines.append(statement);
    }

    /// `name` takes up `expression` at the end of this cycle.
    void register(String name, IntType type, String expression) {
        registers.add(type, name);
        line(8, name + " <= " + expression + ";", updates);
    }

    private static void line(int indent, String statement, StringBuilder text) {
        text.append(" ".repeat(indent));
        text.append(Verilog.wrapped(statement, " ".repeat(indent + 4))).append('\n');
    }

    boolean clocked() {
        return !updates.isEmpty();
    }

    /// {@return every line}
    String text() {
        StringBuilder text = new StringBuilder(slices);
        if (!lines.isEmpty()) {
            text.append(computed.text)
                    .append("    always @* begin\n")
                    .append(lines)
                    .append("    end\n");
        }
        if (!updates.isEmpty()) {
            text.append(registers.text).append("    always @(posedge clk) begin\n");
            text.append(updates).append("    end\n");
        }
        return text.toString();
    }
}
