package io.goshawk.ir.circuit;

import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.num.IntRange;
import java.math.BigInteger;
import java.util.List;

/// A table: `values[input - first]`.
public record Lookup(Value input, BigInteger first, List<BigInteger> values) implements CircuitOp {
    public Lookup {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("an empty table");
        }
    }

    /// {@return the hull of the table's values}
    public IntRange range() {
        return values.stream().map(IntRange::only).reduce(IntRange::union).orElseThrow();
    }

    @Override
    public List<Value> operands() {
        return List.of(input);
    }

    @Override
    public Lookup withOperands(List<Value> operands) {
        return new Lookup(operands.getFirst(), first, values);
    }

    @Override
    public TensorType resultType() {
        return CircuitOp.wire(range());
    }
}
