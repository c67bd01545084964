package io.goshawk.frontend.onnxtxt;

import io.goshawk.frontend.onnxtxt.grammar.OnnxTextLexer;
import io.goshawk.ir.diag.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/// The words of a text, checked before they are parsed: not too many, none too long, no brackets nested too deep.
///
/// @param list all of them, the end of the text last
record Tokens(List<Token> list) {
    /// Each takes a few hundred bytes, with the tree above it. A node of a network has about twenty.
    static final int MAX = 1 << 20;

    /// The parser calls itself for each bracket in a bracket.
    static final int MAX_DEPTH = 128;

    /// The longest name in bytes, as in binary files.
    static final int MAX_NAME = 1 << 14;

    static Optional<Tokens> of(OnnxTextLexer lexer, Source source) {
        List<Token> list = new ArrayList<>();
        int depth = 0;
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            list.add(token);
            depth += step(token);
            if (depth > MAX_DEPTH) {
                return refused(token, source, "brackets are nested more than " + MAX_DEPTH + " deep");
            }
            if (list.size() > MAX) {
                return refused(token, source, "the text has more than " + MAX + " words outside of tensors");
            }
            boolean name = token.getType() == OnnxTextLexer.ID;
            if (name && token.getStopIndex() - token.getStartIndex() >= MAX_NAME) {
                return refused(token, source, "a name of more than " + MAX_NAME + " bytes");
            }
        }
        list.add(lexer.emitEOF());
        return Optional.of(new Tokens(list));
    }

    private static Optional<Tokens> refused(Token token, Source source, String message) {
        source.report(
                Code.MODEL_TOO_LARGE,
                token.getStartIndex(),
                message,
                Optional.of("keep the model as an .onnx file; if it is small, the text is damaged"));
        return Optional.empty();
    }

    private static int step(Token token) {
        return switch (token.getType()) {
            case OnnxTextLexer.ARROW, OnnxTextLexer.DATA, OnnxTextLexer.STRING -> 0;
            default ->
                switch (token.getText()) {
                    case "(", "[", "{", "<" -> 1;
                    case ")", "]", "}", ">" -> -1;
                    default -> 0;
                };
        };
    }
}
