package io.goshawk.cpp.view;

/// The loops of a matrix product.
///
/// @param sum the accumulators' type
/// @param weight element `[k][n]` of the weights, as written
/// @param result the type of the result
public record ProductView(int rows, int depth, int columns, String sum, String weight, String result) {}
