package io.goshawk.ir.num;

import java.math.BigInteger;

/// What happens to an integer that its type cannot hold.
public enum Overflow {
    /// The nearest value of the range: AP_SAT, QONNX's clamp.
    SATURATE,
    /// The low bits, read in the type: AP_WRAP. The range must be that of a type.
    WRAP,
    /// Nothing: a value outside is an error of whoever supplied it.
    REFUSE;

    /// {@return `value` brought into `range`}
    /// @throws ArithmeticException if this is [#REFUSE] and `value` lies outside
    public BigInteger apply(BigInteger value, IntRange range) {
        if (range.contains(value)) {
            return value;
        }
        return switch (this) {
            case SATURATE -> range.clamp(value);
            case WRAP -> range.min().add(value.subtract(range.min()).mod(range.count()));
            case REFUSE -> throw new ArithmeticException(value + " lies outside " + range);
        };
    }
}
