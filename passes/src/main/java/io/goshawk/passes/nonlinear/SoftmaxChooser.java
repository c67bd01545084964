package io.goshawk.passes.nonlinear;

import io.goshawk.ir.curve.CurveLaw;
import io.goshawk.ir.curve.NonlinearProofs;
import io.goshawk.ir.integer.SoftmaxForm;
import io.goshawk.ir.integer.SoftmaxLaw;
import io.goshawk.ir.num.IntRange;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/// Derives the widths of an integer softmax from the length of its rows and the steps of its result.
public final class SoftmaxChooser {
    /// What the exponentials may be off, in their own steps.
    private static final double EXPONENTIAL = 0.9;

    /// The mass that rows may lose or gain by rounding before it is carried along the row.
    private static final double MASS = 0.01;

    private SoftmaxChooser() {}

    /// {@return the form for rows of `length` whose elements lie at most `-distances.min()` apart;
    ///     nothing where none keeps to the bound}
    ///
    /// @param extra steps that a result may be off beyond its rounding
    public static Optional<SoftmaxForm> choose(SoftmaxLaw law, IntRange distances, int length, double extra) {
        double steps = 1 / law.outputScale().toDouble();
        double share = extra / 2;
        int fraction = Math.max(4, bits(steps * (length + 1.0) * EXPONENTIAL / share));
        // The factor's rounding moves an element by its share, and the mass of a row by a quarter of a step at most.
        int shift = fraction + Math.max(bits(0.5 / share), bits(length) + 1);
        BigInteger numerator = new BigDecimal(steps)
                .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(shift)))
                .setScale(0, java.math.RoundingMode.HALF_EVEN)
                .toBigInteger();
        // In the worst case every element of a row is rounded by half a step to the same side.
        boolean keepsMass = length / 2.0 / steps > MASS;
        CurveLaw exponential = NonlinearProofs.exponential(law.scale(), fraction);
        return CurveChooser.choose(exponential, distances, EXPONENTIAL)
                .map(choice -> new SoftmaxForm(choice.form(), distances, fraction, numerator, shift, keepsMass))
                .filter(form -> NonlinearProofs.softmax(law, form, length) <= (keepsMass ? 1 : 0.5) + extra);
    }

    private static int bits(double number) {
        return Math.getExponent(number) + 1;
    }
}
