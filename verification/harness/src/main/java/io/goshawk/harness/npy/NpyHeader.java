package io.goshawk.harness.npy;

import io.goshawk.ir.Shape;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The Python dictionary at the head of a `.npy` file.
///
/// @param columnMajor whether the first index runs fastest in the file
record NpyHeader(NpyType type, ByteOrder order, boolean columnMajor, Shape shape) {
    private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*(['\"])(.*?)\\1");
    private static final Pattern STRUCTURED = Pattern.compile("['\"]descr['\"]\\s*:\\s*\\[");
    private static final Pattern FORTRAN = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([^)]*)\\)");

    static NpyHeader parse(String text) throws NpyFormatException {
        if (STRUCTURED.matcher(text).find()) {
            throw new NpyFormatException("a structured array; Goshawk reads numbers and truth values");
        }
        String descr = find(DESCR, text, 2);
        NpyType type = NpyType.named(descr.replaceFirst("^[<>|=]", ""))
                .orElseThrow(() -> new NpyFormatException(
                        "elements of type \"" + descr + "\"; Goshawk reads b1, i1 to i8, u1 to u8, f2, f4 and f8"));
        ByteOrder order = switch (descr.charAt(0)) {
            case '>' -> ByteOrder.BIG_ENDIAN;
            case '<', '|' -> ByteOrder.LITTLE_ENDIAN;
            default -> ByteOrder.nativeOrder();
        };
        boolean columnMajor = find(FORTRAN, text, 1).equals("True");
        return new NpyHeader(type, order, columnMajor, shape(find(SHAPE, text, 1)));
    }

    private static String find(Pattern pattern, String text, int group) throws NpyFormatException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new NpyFormatException("the header is malformed: " + text.strip());
        }
        return matcher.group(group);
    }

    private static Shape shape(String tuple) throws NpyFormatException {
        List<Integer> extents = new ArrayList<>();
        long size = 1;
        for (String extent : tuple.split(",", -1)) {
            if (!extent.isBlank()) {
                try {
                    extents.add(Integer.parseUnsignedInt(extent.strip()));
                } catch (NumberFormatException e) {
                    throw new NpyFormatException("the shape is malformed: (" + tuple + ")");
                }
                size *= extents.getLast();
                if (extents.getLast() < 0 || size > Integer.MAX_VALUE - 8) {
                    throw new NpyFormatException("too large: shape (" + tuple + "); 2^31 elements are the limit");
                }
            }
        }
        return new Shape(extents);
    }

    /// {@return the header's text as NumPy writes it, without padding}
    static String print(NpyType type, Shape shape) {
        String order = type.bytes() == 1 ? "|" : "<";
        String extents = shape.extents().stream().map(String::valueOf).collect(Collectors.joining(", "));
        String comma = shape.rank() == 1 ? "," : "";
        return "{'descr': '%s%s', 'fortran_order': False, 'shape': (%s%s), }"
                .formatted(order, type.code(), extents, comma);
    }
}
