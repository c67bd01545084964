package io.goshawk.ir;

/// What the elements of a tensor are. Three worlds, narrowing on the way down: floats as imported,
/// quantised and exact reals, plain integers.
public sealed interface ElementType permits FloatType, QuantType, RealType, IntType {}
