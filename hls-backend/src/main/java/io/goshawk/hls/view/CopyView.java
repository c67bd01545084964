package io.goshawk.hls.view;

/// A loop that copies elements.
///
/// @param from the array they come from
/// @param index the place in it of the element that becomes element `i`
/// @param to the array they go to
public record CopyView(int count, String from, String index, String to, String pragma) {}
