package io.goshawk.passes;

/// One line of `--time-passes`.
///
/// @param index place in the order of execution, from 1
/// @param nanos wall time, nested passes included
/// @param nodesBefore, nodesAfter operations in the graph
/// @param skipped whether `--bisect-limit` left the pass out
public record PassReport(
        int index, String name, long nanos, int nodesBefore, int nodesAfter, boolean changed, boolean skipped) {}
