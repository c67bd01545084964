package io.goshawk.hls.view;

/// The softmax of rows.
///
/// @param bits of the signed integers computed in
/// @param power of the distance `element` to the row's largest, as written
/// @param numerator steps of the number 1 before the shift
/// @param half a step before the shift
/// @param keepsMass whether what is shifted out goes to the next element
/// @param zero the code of 0
/// @param low, high where the result is cut off
/// @param pragma of the loops over a row
/// @param outer of the loop over the rows; empty where it has none
public record SoftmaxView(
        int rows,
        int length,
        int bits,
        String power,
        String numerator,
        int shift,
        String half,
        boolean keepsMass,
        String zero,
        String low,
        String high,
        String pragma,
        String outer) {}
