package io.goshawk.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command line, `goshawk`.
@Command(
        name = "goshawk",
        mixinStandardHelpOptions = true,
        version = "goshawk " + Version.TEXT,
        description = "Compiles quantised neural networks to hardware that is equal to the last bit.",
        footerHeading = "%nExample:%n",
        footer = {
            "  goshawk compile examples/jet-tagging/jet-tagger.onnx --target verilog -o build/jet-tagger",
            "",
            "Exit codes: 0 done, 1 input refused, 2 wrong usage, 3 verify found a difference,",
            "4 a tool is missing, 70 a bug in Goshawk."
        },
        subcommands = {CompileCommand.class, RunCommand.class, VerifyCommand.class})
public final class Main implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /// Runs the command line and ends the process with its exit code.
    public static void main(String[] arguments) {
        PrintWriter out = utf8(FileDescriptor.out);
        PrintWriter err = utf8(FileDescriptor.err);
        System.exit(run(out, err, arguments));
    }

    /// Runs the command line within this process.
    ///
    /// @param out where results go
    /// @param err where diagnostics and progress go
    /// @return the exit code: 0 done, 1 input refused, 2 wrong usage, 3 a difference, 4 a tool is missing, 70 a
    /// bug
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        Failures failures = new Failures(out, err, List.of(arguments));
        try {
            NotYet.refuse(arguments);
            return new CommandLine(new Main())
                    .setOut(out)
                    .setErr(err)
                    .setUsageHelpAutoWidth(false)
                    .setUsageHelpWidth(110)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setParameterExceptionHandler((wrong, rest) -> failures.usage(wrong))
                    .setExecutionExceptionHandler((broken, line, parsed) -> failures.exitCodeOf(broken))
                    .execute(arguments);
        } catch (Throwable broken) { // whatever it is, no stack trace reaches the user
            return failures.exitCodeOf(broken);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Exit.USAGE;
    }
}
