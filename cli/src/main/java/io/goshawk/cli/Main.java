package io.goshawk.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
        subcommands = {
            CompileCommand.class,
            RunCommand.class,
            VerifyCommand.class,
            InspectCommand.class,
            FormsCommand.class,
            ConformCommand.class,
            ExportCommand.class,
            QuantizeCommand.class
        })
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
    /// @return the exit code: 0 done, 1 input refused, 2 wrong usage, 3 a difference, 4 a tool is
    ///     missing, 70 a bug
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        Failures failures = new Failures(out, err, List.of(arguments));
        try {
            NotYet.refuse(arguments);
            Optional<CommandLine> alone = arguments.length == 0 ? Optional.empty() : command(arguments[0]);
            String[] rest = alone.isEmpty() ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
            return alone.orElseGet(() -> new CommandLine(new Main()))
                    .setOut(out)
                    .setErr(err)
                    .setUsageHelpAutoWidth(false)
                    .setUsageHelpWidth(110)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setParameterExceptionHandler((wrong, _) -> failures.usage(wrong))
                    .setExecutionExceptionHandler((broken, _, _) -> failures.exitCodeOf(broken))
                    .execute(rest);
        } catch (Throwable broken) { // whatever it is, no stack trace reaches the user
            return failures.exitCodeOf(broken);
        } finally {
            out.flush();
            err.flush();
        }
    }

    /// A command that is named rightly is set up alone: reflecting on the others takes as long as a
    /// small compilation.
    private static Optional<CommandLine> command(String name) {
        return switch (name) {
            case "compile" -> Optional.of(new CommandLine(new CompileCommand()).setCommandName("goshawk compile"));
            case "run" -> Optional.of(new CommandLine(new RunCommand()).setCommandName("goshawk run"));
            case "verify" -> Optional.of(new CommandLine(new VerifyCommand()).setCommandName("goshawk verify"));
            case "inspect" -> Optional.of(new CommandLine(new InspectCommand()).setCommandName("goshawk inspect"));
            case "forms" -> Optional.of(new CommandLine(new FormsCommand()).setCommandName("goshawk forms"));
            case "quantize" -> Optional.of(new CommandLine(new QuantizeCommand()).setCommandName("goshawk quantize"));
            case "export" -> Optional.of(new CommandLine(new ExportCommand()).setCommandName("goshawk export"));
            case "conform" -> Optional.of(new CommandLine(new ConformCommand()).setCommandName("goshawk conform"));
            default -> Optional.empty();
        };
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
