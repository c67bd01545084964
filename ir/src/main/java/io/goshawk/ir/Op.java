package io.goshawk.ir;

import java.util.List;

/// An operation: an immutable record of operands and attributes that yields one value.
/// Open at the root, sealed by each dialect.
///
/// A record component of type [Value] (or a list of them) is an operand, every other component an attribute;
/// the printer and the parser read them off the record.
public interface Op {
    /// {@return the values this operation reads, in order}
    List<Value> operands();

    /// {@return this operation reading `operands` in place of its own}
    /// @param operands as many as [#operands()] gives
    Op withOperands(List<Value> operands);

    /// {@return the type of the result, computed from operands and attributes, never stored beside them}
    TensorType resultType();
}
