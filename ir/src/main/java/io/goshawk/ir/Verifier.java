package io.goshawk.ir;

import io.goshawk.ir.check.Rules;
import io.goshawk.ir.diag.Diagnostics;

/// Holds a graph to the rules of the IR, cheapest first: the record constructors have spoken already, then the
/// rules of every graph, then those of its dialect. Reports everything it finds and repairs nothing.
///
/// The rules of a dialect are asked only of graphs that keep the general ones.
public final class Verifier {
    private Verifier() {}

    /// Reports every broken rule of `graph`.
    public static void verify(Graph<? extends Op> graph, Diagnostics diagnostics) {
        Rules.check(graph, diagnostics);
    }

    /// Reports every broken rule of `graph` and stops there.
    /// @throws io.goshawk.ir.diag.Refusal if a rule is broken
    public static void require(Graph<? extends Op> graph) {
        Diagnostics diagnostics = new Diagnostics();
        verify(graph, diagnostics);
        diagnostics.stopOnErrors();
    }
}
