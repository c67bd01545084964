package io.goshawk.cpp.view;

/// A curve of each element.
///
/// @param wide the type computed in
/// @param less what is taken from an element first, with its minus; may be empty
/// @param value of the curve at `element`, as written
/// @param low, high where it is cut off
/// @param result the type of the result
public record CurveView(int count, String wide, String less, String value, String low, String high, String result) {}
