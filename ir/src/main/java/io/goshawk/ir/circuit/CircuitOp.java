package io.goshawk.ir.circuit;

import io.goshawk.ir.IntType;
import io.goshawk.ir.Op;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.num.IntRange;

/// The `circuit` dialect: scalar wires that carry exact integer ranges, adders, comparators and registers.
///
/// Tensors appear only at the rim: [Element] takes a wire out of an input port, [Pack] makes an output port of
/// wires, and [Tap] says which wires are a tensor of the integer graph. A wire's type is the narrowest that holds its
/// range.
public sealed interface CircuitOp extends Op
        permits Element,
                Pack,
                Tap,
                Constant,
                Add,
                ShiftLeft,
                ShiftRight,
                Clamp,
                AtLeast,
                Greater,
                Select,
                Lookup,
                Register {
    /// {@return the type of a wire that carries `range`}
    static TensorType wire(IntRange range) {
        return new TensorType(Shape.SCALAR, IntType.holding(range));
    }

    /// {@return whether a wire of type `wire` may be an element of a tensor of `element`s}
    ///
    /// A wire that is always 0 is a `u1`, and may stand where an `i1` is wanted.
    static boolean fits(IntType wire, IntType element) {
        return element.range().contains(wire.range()) || (wire.bits() == 1 && element.bits() == 1);
    }
}
