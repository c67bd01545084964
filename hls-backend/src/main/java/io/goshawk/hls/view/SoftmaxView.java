package io.goshawk.hls.view;

import io.goshawk.codegen.loops.SoftmaxText;

/// The softmax of rows.
///
/// @param bits of the signed integers computed in
/// @param text its numbers
/// @param pragma of the loops over a row
/// @param outer of the loop over the rows; empty where it has none
public record SoftmaxView(int bits, SoftmaxText text, String pragma, String outer) {}
