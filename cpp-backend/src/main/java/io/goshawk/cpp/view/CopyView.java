package io.goshawk.cpp.view;

/// A loop that copies elements.
///
/// @param from the index of the element that becomes element `i`
/// @param result the type of the result
public record CopyView(int count, String from, String result) {}
