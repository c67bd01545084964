package io.goshawk.passes;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import java.util.ArrayList;
import java.util.List;

/// The only way a pass is run: times it, shows its result to the observers, skips it under a bisect limit,
/// and wraps what it throws.
public final class PassContext {
    /// No limit: every optional pass runs.
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    private final Diagnostics diagnostics;
    private final int bisectLimit;
    private final List<PassObserver> observers;
    private final List<PassReport> reports = new ArrayList<>();
    private int runs;
    private int optionalRuns;

    /// @param bisectLimit how many runs of [Transform]s to allow before skipping the rest
    public PassContext(Diagnostics diagnostics, int bisectLimit, List<PassObserver> observers) {
        this.diagnostics = diagnostics;
        this.bisectLimit = bisectLimit;
        this.observers = List.copyOf(observers);
    }

    /// {@return a context without limit and observers}
    public static PassContext plain() {
        return new PassContext(new Diagnostics(), NO_LIMIT, List.of());
    }

    /// Where passes report what the user should know.
    public Diagnostics diagnostics() {
        return diagnostics;
    }

    /// {@return what ran, in order of completion}
    public List<PassReport> reports() {
        return List.copyOf(reports);
    }

    /// {@return what `pass` makes of `graph`}
    /// @throws Refusal if the pass reported errors
    /// @throws PassFailure if it broke
    public <A extends Op, B extends Op> Graph<B> run(Lowering<A, B> pass, Graph<A> graph) {
        int index = ++runs;
        if (pass instanceof Transform<?> && ++optionalRuns > bisectLimit) {
            reports.add(new PassReport(index, pass.name(), 0, size(graph), size(graph), false, true));
            return unchanged(graph);
        }
        long start = System.nanoTime();
        Graph<B> result = guarded(index, pass, graph);
        long nanos = System.nanoTime() - start;
        diagnostics.stopOnErrors();
        boolean changed = !result.equals(graph);
        reports.add(new PassReport(index, pass.name(), nanos, size(graph), size(result), changed, false));
        observers.forEach(observer -> observer.after(index, pass.name(), result));
        return result;
    }

    private <A extends Op, B extends Op> Graph<B> guarded(int index, Lowering<A, B> pass, Graph<A> graph) {
        try {
            return pass.apply(graph, this);
        } catch (Refusal | PassFailure known) {
            throw known;
        } catch (RuntimeException broken) {
            throw new PassFailure(index, pass.name(), graph, broken);
        }
    }

    @SuppressWarnings("unchecked") // a Transform's two dialects are one
    private static <A extends Op, B extends Op> Graph<B> unchanged(Graph<A> graph) {
        return (Graph<B>) graph;
    }

    private static int size(Graph<?> graph) {
        return graph.nodes().size();
    }
}
