package io.goshawk.ir.text;

import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.text.grammar.GoshawkLexer;
import io.goshawk.ir.text.grammar.GoshawkParser;
import java.util.Optional;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;

/// Reads what [Printer] writes. All problems of a text are reported at once, each at its line and column.
public final class Parser {
    private static final int MAX_DEPTH = 128;

    private final String fileName;
    private final Diagnostics diagnostics;
    private int errors;

    private Parser(String fileName, Diagnostics diagnostics) {
        this.fileName = fileName;
        this.diagnostics = diagnostics;
    }

    /// {@return the graphs of `text`}
    /// @param fileName names the text in diagnostics, and where the text gives no location
    /// @throws io.goshawk.ir.diag.Refusal with everything that is wrong with it
    public static GhkFile parse(String fileName, String text) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<GhkFile> file = parse(fileName, text, diagnostics);
        diagnostics.stopOnErrors();
        return file.orElseThrow();
    }

    /// {@return the graphs of `text`, or nothing where `diagnostics` says what is wrong with it}
    /// @param fileName names the text in diagnostics, and where the text gives no location
    public static Optional<GhkFile> parse(String fileName, String text, Diagnostics diagnostics) {
        return new Parser(fileName, diagnostics).file(text);
    }

    private Optional<GhkFile> file(String text) {
        GoshawkLexer lexer = new GoshawkLexer(CharStreams.fromString(text, fileName));
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        GoshawkParser parser = new GoshawkParser(tokens);
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        parser.removeErrorListeners();
        parser.addErrorListener(new Listener());
        TextReader in = new TextReader();
        tokens.fill();
        if (isTooDeep(tokens)) {
            return Optional.empty();
        }
        readResources(parser, tokens, in);
        GraphReader reader = new GraphReader(this, in, parser);
        parser.addParseListener(reader);
        parser.file();
        return errors == 0 ? Optional.of(new GhkFile(reader.graphs())) : Optional.empty();
    }

    /// The parser calls itself for each bracket in a bracket, so that a text must not have too many.
    private boolean isTooDeep(CommonTokenStream tokens) {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            String text = tokens.get(i).getStopIndex() == tokens.get(i).getStartIndex()
                    ? tokens.get(i).getText()
                    : "";
            depth += switch (text) {
                case "(", "[", "{", "<" -> 1;
                case ")", "]", "}", ">" -> -1;
                default -> 0;
            };
            if (depth > MAX_DEPTH) {
                report(
                        Code.SYNTAX_ERROR,
                        tokens.get(i),
                        "brackets are nested more than " + MAX_DEPTH + " deep",
                        Optional.empty());
                return true;
            }
        }
        return false;
    }

    /// Large tensors stand at the end and are wanted from the start, so they are read first.
    private void readResources(GoshawkParser parser, CommonTokenStream tokens, TextReader in) {
        for (int i = 1; i < tokens.size(); i++) {
            boolean name = tokens.get(i).getType() == GoshawkParser.RESOURCE;
            if (name && tokens.get(i - 1).getText().equals("resource")) {
                tokens.seek(i - 1);
                readResource(parser.resource(), in);
            }
        }
        tokens.seek(0);
        parser.reset();
    }

    private void readResource(GoshawkParser.ResourceContext tree, TextReader in) {
        if (tree.exception != null || tree.STRING() == null || tree.kind == null) {
            return;
        }
        Token at = tree.getStart();
        String extents = tree.extents() == null ? "" : tree.extents().getText();
        try {
            String base64 = Quoted.read(tree.STRING().getText());
            in.resources()
                    .put(
                            tree.RESOURCE().getText(),
                            TensorBytes.decode(tree.kind.getText(), TypeTexts.shape(extents, at), base64));
        } catch (TextError e) {
            report(e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            report(
                    Code.SYNTAX_ERROR,
                    at,
                    "resource " + tree.RESOURCE().getText() + ": " + e.getMessage(),
                    Optional.empty());
        }
    }

    void report(TextError error) {
        report(Code.SYNTAX_ERROR, error.token(), error.getMessage(), error.hint());
    }

    void report(Code code, Token at, String message, Optional<String> hint) {
        errors++;
        Diagnostic diagnostic = Diagnostic.of(code, location(at), message);
        diagnostics.add(hint.map(diagnostic::hint).orElse(diagnostic));
    }

    Location location(Token at) {
        return new Location.Text(fileName, at.getLine(), at.getCharPositionInLine() + 1);
    }

    private final class Listener extends BaseErrorListener {
        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                Object symbol,
                int line,
                int column,
                String message,
                RecognitionException cause) {
            errors++;
            Location at = new Location.Text(fileName, line, column + 1);
            diagnostics.add(Diagnostic.of(Code.SYNTAX_ERROR, at, "no Goshawk text: " + message));
        }
    }
}
