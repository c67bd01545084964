package io.goshawk.rtl;

import io.goshawk.ir.IntType;
import java.math.BigInteger;
import java.util.Set;

/// Words of the language: declarations, literals, reserved names.
final class Verilog {
    /// Reserved in Verilog-2005 or SystemVerilog, as far as a name of ours could meet them.
    static final Set<String> RESERVED = Set.of(
            "always",
            "and",
            "assign",
            "automatic",
            "begin",
            "buf",
            "bit",
            "break",
            "byte",
            "case",
            "cell",
            "class",
            "config",
            "const",
            "cover",
            "deassign",
            "default",
            "design",
            "disable",
            "do",
            "edge",
            "else",
            "end",
            "endcase",
            "endmodule",
            "enum",
            "event",
            "expect",
            "export",
            "extends",
            "final",
            "for",
            "force",
            "forever",
            "fork",
            "function",
            "generate",
            "genvar",
            "global",
            "if",
            "iff",
            "import",
            "include",
            "initial",
            "inout",
            "input",
            "inside",
            "instance",
            "int",
            "integer",
            "interface",
            "join",
            "large",
            "let",
            "library",
            "local",
            "localparam",
            "logic",
            "longint",
            "medium",
            "module",
            "nand",
            "negedge",
            "new",
            "nor",
            "not",
            "null",
            "or",
            "output",
            "package",
            "packed",
            "parameter",
            "posedge",
            "primitive",
            "priority",
            "program",
            "property",
            "protected",
            "pull0",
            "pull1",
            "pure",
            "rand",
            "real",
            "realtime",
            "ref",
            "reg",
            "release",
            "repeat",
            "return",
            "scalared",
            "sequence",
            "shortint",
            "signed",
            "small",
            "solve",
            "specify",
            "static",
            "string",
            "strong",
            "struct",
            "super",
            "supply0",
            "supply1",
            "table",
            "tagged",
            "task",
            "this",
            "time",
            "tran",
            "tri",
            "type",
            "typedef",
            "union",
            "unique",
            "unsigned",
            "use",
            "var",
            "vectored",
            "virtual",
            "void",
            "wait",
            "wand",
            "weak",
            "while",
            "wire",
            "with",
            "within",
            "wor",
            "xnor",
            "xor",
            "clk",
            "rst",
            "in_valid",
            "out_valid",
            "valid");

    private Verilog() {}

    /// {@return `kind` (`wire` or `reg`) with sign and range, such as `wire signed [11:0]`}
    static String declaration(String kind, IntType type) {
        String sign = type.signed() ? " signed" : "";
        return kind + sign + (type.bits() == 1 && !type.signed() ? "" : " [" + (type.bits() - 1) + ":0]");
    }

    /// {@return `value`, which is not negative, as a literal of its own width for an expression of that
    /// signedness}
    static String literal(BigInteger value, boolean signed) {
        int bits = Math.max(1, value.bitLength()) + (signed ? 1 : 0);
        return bits + (signed ? "'sd" : "'d") + value;
    }

    /// {@return `value` for an operand's place, in brackets where negative}
    static String operand(BigInteger value, boolean signed) {
        return value.signum() < 0 ? "(-" + literal(value.negate(), true) + ")" : literal(value, signed);
    }

    /// {@return the bit pattern of `value` in `bits` bits}
    static String pattern(BigInteger value, int bits) {
        BigInteger mask = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
        return value.signum() < 0 ? bits + "'h" + value.and(mask).toString(16) : bits + "'d" + value;
    }

    /// {@return bits `high` to `low` of `name`, a wire of type `type`}
    static String slice(String name, IntType type, int high, int low) {
        if (type.bits() == 1 && !type.signed()) {
            return name;
        }
        return high == low ? name + "[" + low + "]" : name + "[" + high + ":" + low + "]";
    }

    /// {@return `name`, a wire of type `type`, as bits of a vector `bits` wide}
    static String extended(String name, IntType type, int bits) {
        int more = bits - type.bits();
        if (more == 0) {
            return name;
        }
        String fill = type.signed() ? "{" + more + "{" + name + "[" + (type.bits() - 1) + "]}}" : more + "'d0";
        return "{" + fill + ", " + name + "}";
    }

    /// {@return `text` broken at blanks into lines of at most about 110 characters, continued by `indent`}
    static String wrapped(String text, String indent) {
        StringBuilder result = new StringBuilder(text.length() + 64);
        int column = 0;
        for (String word : text.split(" ", -1)) {
            if (column > 0 && column + word.length() >= 108) {
                result.append('\n').append(indent);
                column = indent.length();
            } else if (column > 0) {
                result.append(' ');
                column++;
            }
            result.append(word);
            column += word.length();
        }
        return result.toString();
    }
}
