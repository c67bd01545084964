package io.goshawk.hls.view;

/// A loop that adds two tensors.
///
/// @param count how many elements there are
/// @param left, right the products, in terms of `i`
/// @param pragma of the loop
public record AddView(int count, String left, String right, String pragma) {}
