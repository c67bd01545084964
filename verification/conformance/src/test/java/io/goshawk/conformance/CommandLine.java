package io.goshawk.conformance;

import io.goshawk.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/// The command line in this process: exit code and both streams.
record CommandLine(int exit, String out, String err) {
    static CommandLine run(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Main.run(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
        return new CommandLine(exit, out.toString(), err.toString());
    }

    static CommandLine run(String... arguments) {
        return run(List.of(arguments));
    }

    /// {@return everything printed, for the message of a failed assertion}
    String all() {
        return "exit " + exit + "\n" + out + err;
    }
}
