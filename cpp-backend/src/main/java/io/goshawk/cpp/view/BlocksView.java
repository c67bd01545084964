package io.goshawk.cpp.view;

import io.goshawk.codegen.loops.Blocks;

/// Elements copied in blocks.
///
/// @param result the type of the elements of `y`
public record BlocksView(Blocks blocks, String result) {}
