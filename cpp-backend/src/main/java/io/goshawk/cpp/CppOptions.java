package io.goshawk.cpp;

/// What can be chosen about emitted C++.
///
/// @param top the namespace of the design and the name of its files: a C++ identifier and no word of the language
public record CppOptions(String top) {}
