package io.goshawk.frontend.onnxtxt;

import com.google.protobuf.ByteString;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextLexer;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser;
import io.goshawk.frontend.protos.ModelProto;
import io.goshawk.ir.diag.Diagnostics;
import java.util.Optional;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.atn.PredictionMode;

/// Reads ONNX's textual syntax into the messages that the binary format is made of.
public final class OnnxText {
    private OnnxText() {}

    /// {@return the model that `bytes` hold; nothing where `diagnostics` says what is wrong, all of it}
    /// @param file names the text in diagnostics
    public static Optional<ModelProto> parse(String file, ByteString bytes, Diagnostics diagnostics) {
        Source source = new Source(file, bytes, diagnostics);
        OnnxTextLexer lexer = new OnnxTextLexer(CharStreams.fromString(source.text(), file));
        lexer.removeErrorListeners();
        Optional<Tokens> tokens = Tokens.of(lexer, source);
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        OnnxTextParser parser = new OnnxTextParser(
                new CommonTokenStream(new ListTokenSource(tokens.get().list())));
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        parser.removeErrorListeners();
        parser.addErrorListener(new SyntaxErrors(source));
        OnnxTextParser.ModelContext tree = parser.model();
        if (!source.isSound()) {
            return Optional.empty();
        }
        ModelProto model = new ModelText(source).read(tree);
        return source.isSound() ? Optional.of(model) : Optional.empty();
    }
}
