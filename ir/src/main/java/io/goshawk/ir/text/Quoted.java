package io.goshawk.ir.text;

/// Strings in double quotes. Quotes, backslashes, control characters and lone surrogates are escaped.
final class Quoted {
    private Quoted() {}

    static void append(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c < ' ' || c == 0x7f || isLoneSurrogate(text, i)) {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static boolean isLoneSurrogate(String text, int i) {
        char c = text.charAt(i);
        boolean opens = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
        boolean closes = i > 0 && Character.isSurrogatePair(text.charAt(i - 1), c);
        return Character.isSurrogate(c) && !opens && !closes;
    }

    private static boolean isHex(String text, int from) {
        return from + 4 < text.length()
                && text.substring(from, from + 4).chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }

    /// {@return the string that `quoted`, with its quotes, stands for}
    static String read(String quoted) {
        if (quoted.indexOf('\\') < 0) {
            return quoted.substring(1, quoted.length() - 1);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < quoted.length() - 1; i++) {
            char c = quoted.charAt(i);
            if (c != '\\') {
                text.append(c);
            } else if (quoted.charAt(++i) == 'n') {
                text.append('\n');
            } else if (quoted.charAt(i) == 'u' && isHex(quoted, i + 1)) {
                text.append((char) Integer.parseInt(quoted, i + 1, i + 5, 16));
                i += 4;
            } else {
                text.append(quoted.charAt(i));
            }
        }
        return text.toString();
    }
}
