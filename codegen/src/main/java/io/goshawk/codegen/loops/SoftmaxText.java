package io.goshawk.codegen.loops;

import io.goshawk.ir.integer.SoftmaxForm;
import java.math.BigInteger;

/// The numbers of a softmax of rows as a target writes them, for its template.
///
/// @param power of the distance `element` to the row's largest
/// @param numerator steps of the number 1 before the shift
/// @param half a step before the shift
/// @param keepsMass whether what is shifted out goes to the next element
/// @param zero the code of 0
/// @param low, high where the result is cut off
public record SoftmaxText(
        int rows,
        int length,
        String power,
        String numerator,
        int shift,
        String half,
        boolean keepsMass,
        String zero,
        String low,
        String high) {
    /// {@return the numbers of `layer` as `calls` writes numbers}
    public static SoftmaxText of(TransformerLayer.SoftmaxRows layer, CurveCalls calls) {
        SoftmaxForm form = layer.form();
        return new SoftmaxText(
                layer.head().output().size() / layer.length(),
                layer.length(),
                calls.value(layer.exponential()),
                calls.constant().apply(form.numerator()),
                form.shift(),
                calls.constant().apply(BigInteger.ONE.shiftLeft(form.shift() - 1)),
                form.keepsMass(),
                calls.constant().apply(layer.zeroPoint()),
                calls.constant().apply(layer.clamp().min()),
                calls.constant().apply(layer.clamp().max()));
    }
}
