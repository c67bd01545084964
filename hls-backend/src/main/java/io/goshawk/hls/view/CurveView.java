package io.goshawk.hls.view;

/// A curve of each element.
///
/// @param bits of the signed integers computed in
/// @param element what the curve takes, as written
/// @param value of the curve at `element`, as written
/// @param low, high where it is cut off
/// @param pragma of the loop
public record CurveView(int count, int bits, String element, String value, String low, String high, String pragma) {}
