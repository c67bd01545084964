package io.goshawk.cli;

import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import java.util.Set;

/// What Goshawk is to have and this build does not: refused by name, never ignored.
final class NotYet {
    private static final Set<String> COMMANDS = Set.of("report", "boards", "opt", "reduce");
    private static final Set<String> OPTIONS = Set.of(
            "--accumulator", "--board", "--effort", "--folding", "--ii", "--latency", "--residual-bits", "--style");
    private static final Set<String> TARGETS = Set.of("gemmini", "cuda");

    private NotYet() {}

    /// Something that was asked for is not in this build.
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Diagnostic diagnostic;

        Refused(Diagnostic diagnostic) {
            super(diagnostic.message());
            this.diagnostic = diagnostic;
        }

        Diagnostic diagnostic() {
            return diagnostic;
        }
    }

    /// Stops at the first argument that names something for later.
    /// @throws Refused if there is one
    static void refuse(String... arguments) {
        if (arguments.length > 0 && COMMANDS.contains(arguments[0])) {
            throw refused(
                    "the command " + arguments[0],
                    "this build has compile, run, verify, inspect, forms, export, quantize and conform");
        }
        String before = "";
        for (String argument : arguments) {
            String name = argument.replaceFirst("=.*", "");
            if (OPTIONS.contains(name)) {
                throw refused("the option " + name, "leave it out; goshawk COMMAND --help lists what there is");
            }
            if (before.equals("--target") && TARGETS.contains(argument)) {
                throw refusedTarget(argument);
            }
            if (name.equals("--target")
                    && TARGETS.contains(argument.substring(name.length()).replace("=", ""))) {
                throw refusedTarget(argument.substring(name.length() + 1));
            }
            before = argument;
        }
    }

    private static Refused refusedTarget(String target) {
        return refused("the target " + target, "this build has --target verilog, hls and cpp");
    }

    private static Refused refused(String what, String hint) {
        return new Refused(Diagnostic.of(
                        Code.NOT_AVAILABLE, new Location.Whole("the command line"), what + " is not in this build yet")
                .hint(hint));
    }
}
