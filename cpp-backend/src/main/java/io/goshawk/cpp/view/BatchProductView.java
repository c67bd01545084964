package io.goshawk.cpp.view;

/// The loops of the products of two computed tensors.
///
/// @param sum the accumulators' type
/// @param left, right the factors without their zeros, as written
/// @param result the type of the result
public record BatchProductView(
        int matrices, int rows, int depth, int columns, String sum, String left, String right, String result) {}
