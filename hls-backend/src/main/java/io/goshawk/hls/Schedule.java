package io.goshawk.hls;

import io.goshawk.codegen.loops.Buffer;
import io.goshawk.codegen.loops.LoopLayer;
import io.goshawk.codegen.loops.LoopProgram;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How much of a design runs at once. Every pragma follows from it.
enum Schedule {
    /// Everything: one pipeline that takes a vector each clock cycle.
    PARALLEL,
    /// Layers work on different vectors at once, each an input a cycle; every array has one reader.
    DATAFLOW,
    /// One layer after another, an input a cycle.
    SEQUENTIAL;

    private static final int LARGEST_PARTITION = 1024;

    static Schedule of(LoopProgram program, HlsOptions options) {
        boolean small = program.layers().stream()
                .allMatch(layer -> LoopProgram.macs(layer) <= options.parallelMacs()
                        && layer.head().output().size() <= LARGEST_PARTITION);
        if (small) {
            return PARALLEL;
        }
        return isChain(program) ? DATAFLOW : SEQUENTIAL;
    }

    /// Vitis HLS refuses a dataflow region in which an array has two readers.
    private static boolean isChain(LoopProgram program) {
        List<Buffer> reads = new ArrayList<>();
        for (LoopLayer layer : program.layers()) {
            layer.reads().forEach(read -> reads.add(read.buffer()));
        }
        program.outputs().forEach(output -> output.source().ifPresent(reads::add));
        Set<Buffer> once = new HashSet<>();
        return reads.stream().allMatch(once::add);
    }

    /// {@return the pragmas of the top function on itself}
    List<String> top() {
        return switch (this) {
            case PARALLEL -> List.of("#pragma HLS INTERFACE ap_ctrl_hs port=return", "#pragma HLS PIPELINE II=1");
            case DATAFLOW -> List.of("#pragma HLS INTERFACE ap_ctrl_hs port=return", "#pragma HLS DATAFLOW");
            case SEQUENTIAL -> List.of("#pragma HLS INTERFACE ap_ctrl_hs port=return");
        };
    }

    /// {@return the pragmas of the top function on a port}
    List<String> port(String name, boolean output) {
        return switch (this) {
            case PARALLEL ->
                List.of(
                        "#pragma HLS ARRAY_RESHAPE variable=" + name + " complete dim=1",
                        "#pragma HLS INTERFACE " + (output ? "ap_vld" : "ap_none") + " port=" + name);
            case DATAFLOW, SEQUENTIAL -> List.of("#pragma HLS INTERFACE ap_memory port=" + name);
        };
    }

    /// {@return the pragmas on an array between layers}
    List<String> local(Buffer buffer) {
        return this == PARALLEL || buffer.size() <= LARGEST_PARTITION
                ? List.of("#pragma HLS ARRAY_PARTITION variable=" + buffer.name() + " complete dim=1")
                : List.of();
    }

    /// {@return the pragmas of a layer's function on itself}
    List<String> function() {
        return List.of(
                switch (this) {
                    case PARALLEL -> "#pragma HLS INLINE";
                    case DATAFLOW, SEQUENTIAL -> "#pragma HLS INLINE off";
                });
    }

    /// {@return the pragmas of a function on the weights it reads}
    List<String> weights(String name) {
        return List.of(
                switch (this) {
                    case PARALLEL -> "#pragma HLS ARRAY_PARTITION variable=" + name + " complete dim=0";
                    // A row of weights is one wide word of memory.
                    case DATAFLOW, SEQUENTIAL -> "#pragma HLS ARRAY_RESHAPE variable=" + name + " complete dim=2";
                });
    }

    /// {@return the pragma of a loop around such a loop, or nothing}
    String outer() {
        return this == PARALLEL ? loop() : "";
    }

    /// {@return the pragma of a loop that takes an input, or yields an element, each turn}
    String loop() {
        return switch (this) {
            case PARALLEL -> "#pragma HLS UNROLL";
            case DATAFLOW, SEQUENTIAL -> "#pragma HLS PIPELINE II=1";
        };
    }
}
