package io.goshawk.cpp.view;

/// The loops of a search for the first maximum.
///
/// @param count how many results there are
/// @param extent among how many elements each is sought
/// @param start the index of the first of them, in terms of `i`
/// @param stride what the index of place p adds to it, in terms of `place`
/// @param best the same in terms of `best`
/// @param result the type of the result
public record ArgMaxView(int count, int extent, String start, String stride, String best, String result) {}
