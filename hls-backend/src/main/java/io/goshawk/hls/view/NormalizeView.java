package io.goshawk.hls.view;

import io.goshawk.codegen.loops.NormalizeText;

/// The normalisation of rows.
///
/// @param bits of the signed integers computed in
/// @param text its numbers
/// @param element of the row, as written
/// @param difference of the element and the mean, as written
/// @param gain, bias of place `i`, as written
/// @param pragma of the loops over a row
/// @param outer of the loop over the rows; empty where it has none
public record NormalizeView(
        int bits,
        NormalizeText text,
        String element,
        String difference,
        String gain,
        String bias,
        String pragma,
        String outer) {}
