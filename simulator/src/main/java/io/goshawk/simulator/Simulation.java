package io.goshawk.simulator;

import io.goshawk.ir.Graph;
import io.goshawk.ir.integer.IntegerOp;
import java.util.List;

/// A graph made ready to run on many events.
///
/// Equal to the interpreter on every input. Several threads may call it at once.
public interface Simulation extends AutoCloseable {
    /// {@return the graph it runs}
    Graph<IntegerOp> graph();

    /// {@return what runs it, in words, such as `native, AVX2`}
    String engine();

    /// Runs all events of `inputs`.
    ///
    /// @param inputs a buffer for each input of the graph, with as many events each
    /// @param outputs a buffer for each output of the graph, with as many events
    void run(List<PortBuffer> inputs, List<PortBuffer> outputs);

    /// Runs all events of `inputs` on the calling thread alone, however many threads there are.
    void runHere(List<PortBuffer> inputs, List<PortBuffer> outputs);

    /// {@return buffers for the inputs of `rows` events}
    default List<PortBuffer> inputs(int rows) {
        return graph().inputs().stream().map(port -> PortBuffer.of(port, rows)).toList();
    }

    /// {@return buffers for the outputs of `rows` events}
    default List<PortBuffer> outputs(int rows) {
        return graph().outputs().stream().map(port -> PortBuffer.of(port, rows)).toList();
    }

    @Override
    void close();
}
