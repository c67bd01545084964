package io.goshawk.cpp.view;

/// The softmax of rows.
///
/// @param wide the type computed in
/// @param power of the distance `element` to the row's largest, as written
/// @param numerator steps of the number 1 before the shift
/// @param half a step before the shift
/// @param keepsMass whether what is shifted out goes to the next element
/// @param zero the code of 0
/// @param low, high where the result is cut off
/// @param result the type of the result
public record SoftmaxView(
        int rows,
        int length,
        String wide,
        String power,
        String numerator,
        int shift,
        String half,
        boolean keepsMass,
        String zero,
        String low,
        String high,
        String result) {}
