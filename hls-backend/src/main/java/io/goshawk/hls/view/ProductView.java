package io.goshawk.hls.view;

/// The loops of a matrix product.
///
/// @param sum the accumulators' type
/// @param weight element `[k][n]` of the weights, as written
/// @param pragma of the loop over the inputs
/// @param outer of the loop over the rows; empty where it has none
public record ProductView(int rows, int depth, int columns, String sum, String weight, String pragma, String outer) {}
