package io.goshawk.cpp.view;

/// A loop that adds two tensors.
///
/// @param count how many elements there are
/// @param left, right the products, in terms of `i`
/// @param result the type of the result
public record AddView(int count, String left, String right, String result) {}
