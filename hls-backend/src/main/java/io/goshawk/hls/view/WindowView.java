package io.goshawk.hls.view;

import io.goshawk.codegen.loops.WindowLoops;

/// The loops of a convolution or a pool.
///
/// @param loops where the window goes
/// @param depth how many maps one output reads
/// @param outputs how many maps the result has
/// @param share how many outputs read the same maps
/// @param sum the accumulators' type, which also holds every element
/// @param padding what lies beyond a map, as written
/// @param weights the weights, cast to their exact type, up to their indices; empty for a pool
/// @param pragma of the innermost loop
/// @param outer of the loops around it; empty where they have none
public record WindowView(
        WindowLoops loops,
        int depth,
        int outputs,
        int share,
        String sum,
        String padding,
        String weights,
        String pragma,
        String outer) {}
