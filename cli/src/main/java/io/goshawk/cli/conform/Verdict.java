package io.goshawk.cli.conform;

import io.goshawk.ir.diag.Diagnostic;
import java.util.List;

/// What became of one conformance case.
public sealed interface Verdict {
    /// Every output of every data set is what the case expects.
    ///
    /// @param explained elements that differ where they may: the case was computed in floats, and the exact
    ///     number before rounding is nearer to a step than floats can tell, or the terms of a sum cancel
    record Passed(List<String> explained) implements Verdict {
        public Passed {
            explained = List.copyOf(explained);
        }
    }

    /// The model or its data was refused; the diagnostics say why.
    record Refused(List<Diagnostic> why) implements Verdict {
        public Refused {
            why = List.copyOf(why);
        }
    }

    /// An output differs, or there is none: a crash, or no end within the time allowed. A bug in Goshawk.
    record Wrong(String why) implements Verdict {}
}
