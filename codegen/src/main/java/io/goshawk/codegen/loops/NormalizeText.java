package io.goshawk.codegen.loops;

import io.goshawk.ir.integer.NormalizeForm;
import java.math.BigInteger;
import java.util.function.Function;

/// The numbers of a normalisation of rows as a target writes them, for its template.
///
/// @param centred by mean and variance; else by the mean square
/// @param leastEpsilon what is added to the squares before their bits are counted
/// @param one what the root divides
/// @param drop what the product is shifted by, but for the root's places
/// @param half a step before the last shift
/// @param low, high where the result is cut off
public record NormalizeText(
        int rows,
        int length,
        boolean centred,
        String leastEpsilon,
        int rootBits,
        int guard,
        String epsilon,
        String one,
        int drop,
        String half,
        int shift,
        String low,
        String high) {
    /// {@return the numbers of `layer`}
    /// @param constant how the target writes an integer
    public static NormalizeText of(TransformerLayer.NormalizeRows layer, Function<BigInteger, String> constant) {
        NormalizeForm form = layer.form();
        int places = form.reciprocalPlaces();
        return new NormalizeText(
                layer.head().output().size() / layer.length(),
                layer.length(),
                layer.centred(),
                constant.apply(form.leastEpsilon()),
                form.rootBits(),
                form.guard(),
                constant.apply(form.epsilon()),
                constant.apply(BigInteger.ONE.shiftLeft(places)),
                places - form.fraction(),
                constant.apply(BigInteger.ONE.shiftLeft(form.shift() - 1)),
                form.shift(),
                constant.apply(layer.clamp().min()),
                constant.apply(layer.clamp().max()));
    }
}
