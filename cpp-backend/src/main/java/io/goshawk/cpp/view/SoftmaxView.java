package io.goshawk.cpp.view;

import io.goshawk.codegen.loops.SoftmaxText;

/// The softmax of rows.
///
/// @param wide the type computed in
/// @param text its numbers
/// @param result the type of the result
public record SoftmaxView(String wide, SoftmaxText text, String result) {}
