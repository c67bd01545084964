package io.goshawk.hls.view;

/// The loops of a search for the first maximum.
///
/// @param count how many results there are
/// @param extent among how many elements each is sought
/// @param start the index of the first of them, in terms of `i`
/// @param step what the index of place p adds to it, in terms of `place`
/// @param element the type of an element
/// @param result the type of the result
/// @param pragma of the loop over the elements
/// @param outer of the loop over the results; empty where it has none
public record ArgMaxView(
        int count, int extent, String start, String step, String element, String result, String pragma, String outer) {}
