package io.goshawk.passes.nonlinear;

import io.goshawk.ir.curve.CurveForm;

/// A form of a curve, what it costs and how far off it is.
///
/// @param bound proven, in steps
/// @param cost see [CurveCost]
public record CurveChoice(CurveForm form, double bound, long cost) {}
