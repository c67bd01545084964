package io.goshawk.passes;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;
import java.util.Locale;

/// A step of compilation. What goes in and what comes out is in its type, so a pipeline that skips a stage
/// does not compile.
@FunctionalInterface
public interface Lowering<A extends Op, B extends Op> {
    /// {@return `graph` in the next dialect}
    Graph<B> apply(Graph<A> graph, PassContext context);

    /// {@return the name of this step in reports and options: the class name with dashes}
    default String name() {
        return getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    /// {@return this step followed by `next`, each run through the context}
    default <C extends Op> Lowering<A, C> then(Lowering<B, C> next) {
        return (graph, context) -> context.run(next, context.run(this, graph));
    }
}
