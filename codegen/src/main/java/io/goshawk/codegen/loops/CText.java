package io.goshawk.codegen.loops;

import io.goshawk.ir.Affine;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// How integers, arrays of them, comments and types are written in C++.
public final class CText {
    /// Words that no emitted identifier may be, in lower case: those of C++20, macros of the standard
    /// headers that a user's node could be called, and names that stand beside ports and layers in
    /// emitted files. All other names there end in an underscore, as no identifier of [Names] does, or
    /// never meet a user's name.
    public static final Set<String> RESERVED = Set.of(("alignas alignof and and_eq asm auto bitand bitor bool break "
                    + "case catch char char8_t char16_t char32_t class compl concept const consteval constexpr "
                    + "constinit const_cast continue co_await co_return co_yield decltype default delete do double "
                    + "dynamic_cast else enum explicit export extern false float for friend goto if inline int long "
                    + "mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected public "
                    + "register reinterpret_cast requires return short signed sizeof static static_assert "
                    + "static_cast struct switch template this thread_local throw true try typedef typeid typename "
                    + "union unsigned using virtual void volatile wchar_t while xor xor_eq main std linux unix "
                    + "assert eof null nan infinity errno stdin stdout stderr goshawk goshawk_show ap_int ap_uint "
                    + "count differences golden i predict read values weights")
            .split(" "));

    private static final int LONGEST_LINE = 112;
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);

    private CText() {}

    /// {@return the plain C++ type that holds `type`, such as `std::int16_t`}
    /// @throws IllegalArgumentException if there is none
    public static String plainType(IntType type) {
        if (type.bits() > Long.SIZE) {
            throw new IllegalArgumentException("no plain C++ type for " + type);
        }
        int bits = Math.max(Byte.SIZE, Integer.highestOneBit(2 * type.bits() - 1));
        return "std::" + (type.signed() ? "int" : "uint") + bits + "_t";
    }

    /// {@return `value` as a C++ literal of type int where it fits, else of type long long}
    /// @throws IllegalArgumentException if it does not fit 64 bits
    public static String literal(BigInteger value) {
        if (value.bitLength() < Integer.SIZE) {
            return value.intValueExact() == Integer.MIN_VALUE ? "(-2147483647 - 1)" : value.toString();
        }
        if (value.equals(LONG_MIN)) {
            return "(-9223372036854775807LL - 1)";
        }
        if (value.bitLength() < Long.SIZE) {
            return value + "LL";
        }
        if (value.signum() > 0 && value.bitLength() == Long.SIZE) {
            return value + "ULL";
        }
        throw new IllegalArgumentException("no literal for " + value);
    }

    /// {@return `items` between braces, wrapped; lines after the first are indented by `indent`}
    public static String braces(List<String> items, String indent) {
        StringBuilder text = new StringBuilder("{");
        int column = indent.length();
        for (int i = 0; i < items.size(); i++) {
            String item = items.get(i) + (i + 1 < items.size() ? "," : "");
            if (column + item.length() + 1 > LONGEST_LINE) {
                text.append("\n").append(indent);
                column = indent.length();
            } else if (i > 0) {
                text.append(" ");
                column++;
            }
            text.append(item);
            column += item.length();
        }
        return text.append("}").toString();
    }

    /// {@return the initialiser of an array of `items`, in rows of `columns`, or flat where `columns`
    ///     is 0}
    public static String initialiser(List<String> items, int columns) {
        if (columns == 0) {
            return braces(items, "    ");
        }
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < items.size(); i += columns) {
            rows.add("    " + braces(items.subList(i, i + columns), "     "));
        }
        return "{\n" + String.join(",\n", rows) + "\n}";
    }

    /// {@return string literals, a line each, whose characters are the low bytes of `data`}
    public static String bytes(IntTensor data) {
        int count = data.shape().size();
        StringBuilder text = new StringBuilder();
        int end = 0;
        for (int i = 0; i < count; i++) {
            if (text.length() >= end) {
                text.append(i == 0 ? "\n    \"" : "\"\n    \"");
                end = text.length() + LONGEST_LINE - 12;
            }
            int value = (int) data.at(i) & 255;
            boolean plain = value >= ' ' && value <= '~' && value != '"' && value != '\\' && value != '?';
            if (plain) {
                text.append((char) value);
            } else {
                text.append('\\').append((char) ('0' + (value >> 6)));
                text.append((char) ('0' + (value >> 3 & 7))).append((char) ('0' + (value & 7)));
            }
        }
        return text.append('"').toString();
    }

    /// {@return `text` as comment lines that nothing in it can end early or continue}
    public static List<String> comment(String text) {
        // A backslash at a line's end would swallow the next line; control characters would end the comment.
        String safe = text.replaceAll("[\\p{Cntrl}\\\\\u2028\u2029]", "?");
        List<String> lines = new ArrayList<>();
        while (safe.length() > LONGEST_LINE - 8) {
            int cut = safe.lastIndexOf(' ', LONGEST_LINE - 8);
            int end = cut > 0 ? cut : LONGEST_LINE - 8;
            lines.add("// " + safe.substring(0, end));
            safe = safe.substring(end).strip();
        }
        lines.add("// " + safe);
        return lines;
    }

    /// {@return the origin comment of what comes from `at`, such as `// mlp.onnx:/fc1/MatMul`}
    public static List<String> origin(Location at) {
        return comment(at.brief());
    }

    /// {@return the emitted function that shifts right and rounds by `mode`}
    public static String roundingShift(Rounding mode) {
        return switch (mode) {
            case FLOOR -> "shift_floor";
            case TOWARD_ZERO -> "shift_toward_zero";
            case AWAY -> "shift_away";
            case HALF_AWAY -> "shift_half_away";
            case HALF_TOWARD_ZERO -> "shift_half_toward_zero";
            case HALF_EVEN -> "shift_half_even";
            case HALF_ODD -> "shift_half_odd";
            case CEIL, HALF_UP, HALF_DOWN -> throw new IllegalArgumentException(mode + " is FLOOR with an addend");
        };
    }

    /// {@return the emitted function that divides and rounds by `mode`}
    public static String roundingQuotient(Rounding mode) {
        return switch (mode) {
            case FLOOR -> "divide_floor";
            case HALF_AWAY -> "divide_half_away";
            case HALF_TOWARD_ZERO -> "divide_half_toward_zero";
            case HALF_EVEN -> "divide_half_even";
            case HALF_ODD -> "divide_half_odd";
            case CEIL, HALF_UP, HALF_DOWN, TOWARD_ZERO, AWAY ->
                throw new IllegalArgumentException("no quotient rounds " + mode);
        };
    }

    /// {@return which reals the integers of a port stand for, in words}
    public static String meaning(Affine map) {
        return map.axis() < 0
                ? "the integer c stands for " + map.scale() + " * c + " + map.offset()
                : "each place along axis " + map.axis() + " has its own scale";
    }

    /// {@return `name` in capitals, for include guards}
    public static String guard(String name) {
        return "GOSHAWK_" + name.toUpperCase(Locale.ROOT) + "_H";
    }
}
