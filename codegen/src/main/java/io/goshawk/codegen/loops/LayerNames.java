package io.goshawk.codegen.loops;

import io.goshawk.codegen.Names;
import io.goshawk.ir.Location;
import java.util.Locale;

/// Names layers after the user's nodes.
final class LayerNames {
    private static final int LONGEST = 36;

    private LayerNames() {}

    /// {@return a name for what comes from `at`, ending in `kind`; not yet unique}
    static String wish(Location at, String kind) {
        String shorter = shortened(base(at));
        return shorter.toLowerCase(Locale.ROOT).endsWith(kind) ? shorter : shorter + "_" + kind;
    }

    /// {@return `name` as an identifier, its end where it is long: nodes mostly differ there}
    static String shortened(String name) {
        String base = Names.legal(name);
        return base.length() > LONGEST ? Names.legal(base.substring(base.length() - LONGEST)) : base;
    }

    private static String base(Location at) {
        return switch (at) {
            case Location.OnnxNode node -> node.node().isEmpty() ? node.opType() : node.node();
            case Location.OnnxValue value -> value.value();
            case Location.Text text -> "line" + text.line();
            case Location.Whole whole -> whole.name();
            case Location.Fused fused -> base(fused.parts().getFirst());
        };
    }
}
