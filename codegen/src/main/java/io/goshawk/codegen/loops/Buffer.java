package io.goshawk.codegen.loops;

import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.num.IntRange;

/// A flat, row-major array that holds one tensor.
///
/// @param name a C identifier, unique within the program
/// @param type what an element is stored as
/// @param range the values an element can take, within `type`
public record Buffer(String name, Shape shape, IntType type, IntRange range) {
    /// {@return how many elements there are}
    public int size() {
        return shape.size();
    }
}
