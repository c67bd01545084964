package io.goshawk.codegen;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Op;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.passes.Lowering;

/// One way out of the compiler. The command line finds backends by `ServiceLoader`.
///
/// @param <T> the dialect this backend emits from
/// @param <O> the options it takes, a record
public interface Backend<T extends Op, O extends Record> {
    /// {@return the name on the command line, such as `hls`}
    String name();

    /// {@return this backend's options out of what the user set}
    /// @param diagnostics is told of settings that have no meaning here
    O options(TargetSettings settings, Diagnostics diagnostics);

    /// {@return the road from the integer stage to this backend's own dialect}
    Lowering<IntegerOp, T> lowering(O options);

    /// Says everything this backend cannot do faithfully. Emits nothing.
    void check(Graph<T> graph, O options, Diagnostics diagnostics);

    /// {@return the files of the design; deterministic, and only for a graph that passed [#check]}
    /// @param golden vectors for the self-checking test bench
    Artifacts emit(Graph<T> graph, GoldenVectors golden, O options);
}
