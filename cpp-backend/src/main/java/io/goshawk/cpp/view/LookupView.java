package io.goshawk.cpp.view;

/// Rows of a table.
///
/// @param rows how many are looked up
/// @param width elements of a row
/// @param result the type of the result
public record LookupView(int rows, int width, String result) {}
