package io.goshawk.frontend.onnxtxt;

import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser;
import io.goshawk.ir.diag.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/// Says in words what the parser expected and what it found.
final class SyntaxErrors extends BaseErrorListener {
    private static final int MAX_EXPECTED = 6;

    private final Source source;

    SyntaxErrors(Source source) {
        this.source = source;
    }

    @Override
    public void syntaxError(
            Recognizer<?, ?> recognizer,
            Object symbol,
            int line,
            int column,
            String message,
            RecognitionException cause) {
        Token found = (Token) symbol;
        Parser parser = (Parser) recognizer;
        Token start = cause instanceof NoViableAltException choice ? choice.getStartToken() : found;
        IntervalSet expected =
                found.getTokenIndex() == start.getTokenIndex() ? parser.getExpectedTokens() : IntervalSet.EMPTY_SET;
        String words = expected(expected, parser);
        String text =
                (words.isEmpty() ? "this makes no sense here: " : "expected " + words + ", found ") + found(found);
        source.report(Code.BAD_MODEL_TEXT, found.getStartIndex(), text, hint(found));
    }

    private static String expected(IntervalSet types, Parser parser) {
        List<String> words = new ArrayList<>();
        for (int type : types.toList()) {
            String word = word(type, parser);
            if (!words.contains(word)) {
                words.add(word);
            }
        }
        if (words.size() > MAX_EXPECTED) {
            return "";
        }
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
    }

    private static String word(int type, Parser parser) {
        return switch (type) {
            case Token.EOF -> "the end";
            case OnnxTextParser.ID,
                    OnnxTextParser.SPECIAL,
                    OnnxTextParser.CONTAINER,
                    OnnxTextParser.OPAQUE,
                    OnnxTextParser.ELEMENT -> "a name";
            case OnnxTextParser.STRING -> "a text in quotes";
            case OnnxTextParser.INTEGER -> "an integer";
            case OnnxTextParser.DECIMAL, OnnxTextParser.NEGATIVE_SPECIAL -> "a number";
            case OnnxTextParser.DATA -> "elements in braces";
            default -> parser.getVocabulary().getDisplayName(type);
        };
    }

    private static String found(Token token) {
        if (token.getType() == Token.EOF) {
            return "the end of the text";
        }
        String text = Source.utf8(token.getText());
        if (text.contains("\ufffd")) {
            return "a letter that is not plain ASCII";
        }
        return "'" + (text.length() > 24 ? text.substring(0, 24) + "…" : text) + "'";
    }

    private static Optional<String> hint(Token found) {
        if (found.getType() != OnnxTextParser.UNKNOWN) {
            return Optional.empty();
        }
        return switch (found.getText()) {
            case "\"" -> Optional.of("a text in double quotes does not end; write \\\" for a quotation mark inside");
            case "." -> Optional.of("where a printer wrote `...`, it left data out: keep the .onnx file");
            default -> Optional.of("put names with other characters than letters, digits and _ into double quotes");
        };
    }
}
