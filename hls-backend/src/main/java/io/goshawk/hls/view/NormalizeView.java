package io.goshawk.hls.view;

/// The normalisation of rows.
///
/// @param bits of the signed integers computed in
/// @param centred by mean and variance; else by the mean square
/// @param element of the row, as written
/// @param difference of the element and the mean, as written
/// @param leastEpsilon what is added to the squares before their bits are counted
/// @param one what the root divides
/// @param drop what the product is shifted by, but for the root's places
/// @param gain, bias of place `i`, as written
/// @param half a step before the last shift
/// @param low, high where the result is cut off
/// @param pragma of the loops over a row
/// @param outer of the loop over the rows; empty where it has none
public record NormalizeView(
        int rows,
        int length,
        int bits,
        boolean centred,
        String element,
        String difference,
        String leastEpsilon,
        int rootBits,
        int guard,
        String epsilon,
        String one,
        int drop,
        String gain,
        String bias,
        String half,
        int shift,
        String low,
        String high,
        String pragma,
        String outer) {}
