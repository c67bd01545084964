package io.goshawk.ir.check;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.Op;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.text.Printer;

/// Where the rules report to. Every message names the operation and its value; the location names the user's node.
final class Reports {
    private final Diagnostics diagnostics;
    private boolean clean = true;

    Reports(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /// Reports a broken rule of the IR.
    void malformed(Location at, String message) {
        add(Diagnostic.of(Code.MALFORMED_GRAPH, at, message));
    }

    void malformed(Graph.Node<? extends Op> node, String message) {
        malformed(node.at(), name(node) + " " + message);
    }

    void add(Diagnostic diagnostic) {
        clean = false;
        diagnostics.add(diagnostic);
    }

    /// {@return whether nothing was reported so far}
    boolean clean() {
        return clean;
    }

    static String name(Graph.Node<? extends Op> node) {
        return node.result().name() + " = " + Printer.nameOf(node.op());
    }
}
