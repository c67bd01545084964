package io.goshawk.hls.view;

import io.goshawk.codegen.loops.Blocks;

/// Elements copied in blocks.
///
/// @param pragma of the inner loop
public record BlocksView(Blocks blocks, String pragma) {}
