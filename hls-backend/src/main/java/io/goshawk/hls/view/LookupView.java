package io.goshawk.hls.view;

/// Rows of a table.
///
/// @param rows how many are looked up
/// @param width elements of a row
/// @param pragma of the loop over a row
/// @param outer of the loop over the rows; empty where it has none
public record LookupView(int rows, int width, String pragma, String outer) {}
