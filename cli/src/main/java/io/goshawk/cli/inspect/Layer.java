package io.goshawk.cli.inspect;

import io.goshawk.ir.Shape;
import java.util.Optional;

/// An operation of a model, and what it costs.
///
/// @param name the model's node
/// @param operator the model's operator
/// @param input the shape of the first operand
/// @param activationBits the bits of an element of the first operand that is no parameter
/// @param weightBits the bits of a weight, where there are any
/// @param macs multiply-accumulates for one run of the model
/// @param bops bit operations by HAWQ's formula, for products
/// @param parameters how many elements its constant operands have, each constant counted once in a model
/// @param parameterBits how many bits these take
public record Layer(
        String name,
        String operator,
        Shape input,
        Shape output,
        int activationBits,
        Optional<Integer> weightBits,
        long macs,
        double bops,
        long parameters,
        long parameterBits) {
    /// {@return HAWQ's bit operations: `macs (p ba bw + ba + bw + log2 n)`}
    ///
    /// @param density p, the part of the weights that are not zero
    /// @param fanIn n, how many products are added up to one element of the result
    static double bops(long macs, double density, int activationBits, int weightBits, long fanIn) {
        double each = density * activationBits * weightBits + activationBits + weightBits;
        return (double) macs * (each + Math.log(fanIn) / Math.log(2));
    }
}
