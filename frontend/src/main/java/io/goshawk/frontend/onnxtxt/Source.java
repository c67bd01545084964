package io.goshawk.frontend.onnxtxt;

import com.google.protobuf.ByteString;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The text being read, and what is wrong with it.
///
/// Each byte of the file is a character here, because texts inside a model are bytes, of no certain
/// encoding; lines and
/// columns are counted as an editor counts them, which shows the file as UTF-8.
final class Source {
    /// One mistake can look like many; nobody reads more.
    private static final int MAX_PROBLEMS = 100;

    private static final ByteString MARK = ByteString.copyFrom(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});

    private final String file;
    private final String text;
    private final Diagnostics diagnostics;
    private int problems;

    Source(String file, ByteString bytes, Diagnostics diagnostics) {
        this.file = file;
        this.text =
                (bytes.startsWith(MARK) ? bytes.substring(MARK.size()) : bytes).toString(StandardCharsets.ISO_8859_1);
        this.diagnostics = diagnostics;
    }

    String text() {
        return text;
    }

    boolean isSound() {
        return problems == 0;
    }

    void report(Mistake mistake) {
        report(Code.BAD_MODEL_TEXT, mistake.place(), String.valueOf(mistake.getMessage()), mistake.hint());
    }

    /// Takes note of a problem.
    /// @param place the character where it begins
    void report(Code code, int place, String message, Optional<String> hint) {
        problems++;
        if (problems <= MAX_PROBLEMS) {
            Diagnostic diagnostic = Diagnostic.of(code, location(place), message);
            diagnostics.add(hint.map(diagnostic::hint).orElse(diagnostic));
        }
    }

    private Location location(int place) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(place, text.length()); i++) {
            char letter = text.charAt(i);
            if (letter == '\n') {
                line++;
                column = 1;
            } else if (letter < 0x80 || letter >= 0xc0) {
                column++;
            }
        }
        return new Location.Text(file, line, column);
    }

    /// {@return the bytes that the characters of `text` are}
    static ByteString bytes(String text) {
        return ByteString.copyFrom(text, StandardCharsets.ISO_8859_1);
    }

    /// {@return the name or sentence that the characters of `text` are in UTF-8}
    static String utf8(String text) {
        return bytes(text).toStringUtf8();
    }

    /// {@return what stands between the quotation marks of `quoted`: a backslash lets the character
    /// behind it stand for
    /// itself}
    static String unquoted(String quoted) {
        String inner = quoted.substring(1, quoted.length() - 1);
        if (inner.indexOf('\\') < 0) {
            return inner;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < inner.length(); i++) {
            if (inner.charAt(i) == '\\') {
                i++;
            }
            plain.append(inner.charAt(i));
        }
        return plain.toString();
    }
}
