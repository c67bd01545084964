package io.goshawk.cpp.view;

import io.goshawk.codegen.loops.NormalizeText;

/// The normalisation of rows.
///
/// @param wide the type computed in
/// @param text its numbers
/// @param element of the row, as written
/// @param difference of the element and the mean, as written
/// @param unit the number 1 of the type computed in
/// @param gain, bias of place `i`, as written
/// @param result the type of the result
public record NormalizeView(
        String wide,
        NormalizeText text,
        String element,
        String difference,
        String unit,
        String gain,
        String bias,
        String result) {}
