package io.goshawk.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line, `goshawk`.
@Command(name = "goshawk", mixinStandardHelpOptions = true, version = "goshawk 0.1.0")
public final class Main implements Runnable {

    /// Runs the command line and ends the process with its exit code.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
