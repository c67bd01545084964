package io.goshawk.cpp.view;

import io.goshawk.codegen.loops.WindowLoops;

/// The loops of a convolution or a pool.
///
/// @param loops where the window goes
/// @param depth how many maps one output reads
/// @param outputs how many maps the result has
/// @param share how many outputs read the same maps
/// @param sum the accumulators' type
/// @param padding what lies beyond a map, as written
/// @param weights the name of the weights; empty for a pool
/// @param result the type of the result
public record WindowView(
        WindowLoops loops,
        int depth,
        int outputs,
        int share,
        String sum,
        String padding,
        String weights,
        String result) {}
