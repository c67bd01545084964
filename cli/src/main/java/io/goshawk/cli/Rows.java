package io.goshawk.cli;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;
import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// Runs a graph on many vectors: in chunks, on all processors, each chunk in one go where the graph allows it.
final class Rows<D extends Op> {
    private static final int CHUNK = 256;

    private final Graph<D> graph;
    private final Graph<D> chunked;
    private final int atOnce;
    private final Evaluator<D> evaluator;

    Rows(Graph<D> graph) {
        this(graph, Interpreter::run);
    }

    /// @param evaluator gives what the interpreter would give
    Rows(Graph<D> graph, Evaluator<D> evaluator) {
        this.graph = graph;
        this.evaluator = evaluator;
        var batched = Batched.of(graph, CHUNK);
        this.chunked = batched.orElse(graph);
        this.atOnce = batched.isPresent() ? CHUNK : 1;
    }

    /// A way to run a graph.
    @FunctionalInterface
    interface Evaluator<D extends Op> {
        List<Tensor> run(Graph<D> graph, List<? extends Tensor> inputs);
    }

    /// Makes the inputs of rows `from` to `to`, in port order.
    @FunctionalInterface
    interface Source {
        /// {@return a tensor for each port}
        /// @param shapes the shapes the ports take for that many rows
        List<? extends Tensor> rows(int from, int to, List<Shape> shapes);
    }

    /// Takes the outputs of rows `from` to `to`, in port order; called from several threads.
    @FunctionalInterface
    interface Sink {
        void take(int from, int to, List<Tensor> outputs);
    }

    /// Runs `count` rows.
    /// @param progress is told how many are done
    void run(int count, Source source, Sink sink, IntConsumer progress) {
        AtomicInteger done = new AtomicInteger();
        int rest = count % atOnce;
        Graph<D> last =
                rest == 0 || atOnce == 1 ? chunked : Batched.of(graph, rest).orElseThrow();
        IntStream.range(0, (count + atOnce - 1) / atOnce).parallel().forEach(chunk -> {
            int from = chunk * atOnce;
            int to = Math.min(count, from + atOnce);
            Graph<D> fitting = to - from == atOnce ? chunked : last;
            sink.take(from, to, evaluator.run(fitting, source.rows(from, to, shapes(fitting))));
            progress.accept(done.addAndGet(to - from));
        });
    }

    private static List<Shape> shapes(Graph<?> graph) {
        List<Shape> shapes = new ArrayList<>();
        graph.inputs().forEach(port -> shapes.add(port.value().shape()));
        return shapes;
    }
}
