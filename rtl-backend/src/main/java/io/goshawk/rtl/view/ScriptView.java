package io.goshawk.rtl.view;

import java.util.List;

/// A synthesis script.
///
/// @param files the sources, relative to the design's folder
/// @param family what yosys calls the part's family
public record ScriptView(
        String top, List<String> files, String part, String family, String clockNanos, boolean clocked) {}
