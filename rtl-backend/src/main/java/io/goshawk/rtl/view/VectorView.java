package io.goshawk.rtl.view;

/// A packed vector.
///
/// @param name the vector's name where it is declared
/// @param port the port that it is connected to
/// @param msb index of the top bit
/// @param note what it carries
public record VectorView(String name, String port, int msb, String note) {}
