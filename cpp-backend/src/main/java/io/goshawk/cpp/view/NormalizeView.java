package io.goshawk.cpp.view;

/// The normalisation of rows.
///
/// @param wide the type computed in
/// @param centred by mean and variance; else by the mean square
/// @param element of the row, as written
/// @param difference of the element and the mean, as written
/// @param leastEpsilon what is added to the squares before their bits are counted
/// @param unit the number 1 of the type computed in
/// @param one what the root divides
/// @param drop what the product is shifted by, but for the root's places
/// @param gain, bias of place `i`, as written
/// @param half a step before the last shift
/// @param low, high where the result is cut off
/// @param result the type of the result
public record NormalizeView(
        int rows,
        int length,
        String wide,
        boolean centred,
        String element,
        String difference,
        String leastEpsilon,
        int rootBits,
        int guard,
        String epsilon,
        String unit,
        String one,
        int drop,
        String gain,
        String bias,
        String half,
        int shift,
        String low,
        String high,
        String result) {}
