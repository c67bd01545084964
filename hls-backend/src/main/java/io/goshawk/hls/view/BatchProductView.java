package io.goshawk.hls.view;

/// The loops of the products of two computed tensors.
///
/// @param sum the accumulators' type
/// @param left, right the factors without their zeros, as written
/// @param pragma of the loop over the inputs
/// @param outer of the loop over the rows; empty where it has none
public record BatchProductView(
        int matrices,
        int rows,
        int depth,
        int columns,
        String sum,
        String left,
        String right,
        String pragma,
        String outer) {}
