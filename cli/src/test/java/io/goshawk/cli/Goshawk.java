package io.goshawk.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;

/// The command line within the test's own process.
final class Goshawk {
    /// The model of our own that the repository holds.
    static final Path EXAMPLE = Path.of("../examples/jet-tagging/jet-tagger.onnx");

    private Goshawk() {}

    /// What a run left behind.
    record Said(int exit, String out, String err) {}

    /// Runs the command line; arguments are turned to text.
    static Said run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        int exit = Main.run(new PrintWriter(out), new PrintWriter(err), texts);
        return new Said(exit, out.toString(), err.toString());
    }
}
