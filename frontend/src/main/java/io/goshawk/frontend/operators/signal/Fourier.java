package io.goshawk.frontend.operators.signal;

import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.operators.Composition;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;

/// The discrete Fourier transform of `[…, places, parts]` along its last axis but one, as one product with a matrix of
/// cosines and sines, in doubles. A part is the real one, or the real and the imaginary one.
///
/// @param node asks for it
/// @param length of the transform; what a signal has behind it does not count, and zeros follow a shorter one
/// @param isOneSided whether only the first half of the spectrum is yielded, or given: the other half mirrors it
/// @param isInverse whether it leads from the spectrum to the signal
record Fourier(OnnxNode node, int length, boolean isOneSided, boolean isInverse) {
    Fourier {
        if (length < 1) {
            throw node.because(Code.BAD_SHAPE, "a transform of length " + length);
        }
    }

    /// {@return the transform of `value`, `[…, places, parts]`: `[…, bins, parts]`, rounded once to its type}
    Value of(Value value) {
        Composition steps = new Composition(node);
        int rank = value.shape().rank();
        int parts = value.shape().last();
        boolean mixes = isOneSided && !isInverse && parts == 2;
        boolean halves = isOneSided && isInverse && parts == 1;
        if (parts < 1 || parts > 2 || mixes || halves) {
            throw node.because(
                    Code.SHAPE_MISMATCH,
                    "a " + (isOneSided ? "one-sided" : "two-sided") + " transform of numbers with " + parts + " parts");
        }
        int given = isOneSided && isInverse ? length / 2 + 1 : length;
        int places = Math.min(value.shape().extent(rank - 2), given);
        Value doubles = steps.cast(steps.slice(value, rank - 2, 0, places), FloatType.F64);
        List<Integer> outer = value.shape().extents().subList(0, rank - 2);
        Value rows = steps.reshape(doubles, joined(outer, places * parts));
        Value product = steps.product(rows, matrix(places, parts));
        Value spectrum = steps.reshape(product, joined(outer, bins(), kept()));
        return steps.cast(spectrum, value.type().element());
    }

    private static Shape joined(List<Integer> outer, Integer... inner) {
        List<Integer> extents = new ArrayList<>(outer);
        extents.addAll(List.of(inner));
        return new Shape(extents);
    }

    /// {@return how many places the result has}
    private int bins() {
        return isOneSided && !isInverse ? length / 2 + 1 : length;
    }

    /// {@return how many parts each of them has}
    private int kept() {
        return isOneSided && isInverse ? 1 : 2;
    }

    private Value matrix(int places, int parts) {
        Shape shape = Extents.shape(
                List.of((long) places * parts, (long) bins() * kept()), node.at(), "the matrix of the transform");
        Extents.checkMadeUp(shape, node.at());
        double[] numbers = new double[shape.size()];
        for (int place = 0; place < places; place++) {
            for (int bin = 0; bin < bins(); bin++) {
                fill(numbers, place, parts, bin);
            }
        }
        return node.emit(node.known(FloatTensor.of(shape, FloatType.F64, numbers)));
    }

    private void fill(double[] numbers, int place, int parts, int bin) {
        long turns = (long) place * bin % length;
        double factor = isInverse ? weight(place) / length : 1;
        double cosine = factor * cosine(turns, 1);
        // A sine is the cosine a quarter turn earlier.
        double sine = (isInverse ? factor : -factor) * cosine(Math.floorMod(4 * turns - length, 4L * length), 4);
        int columns = bins() * kept();
        int at = place * parts * columns + bin * kept();
        numbers[at] = cosine;
        if (kept() == 2) {
            numbers[at + 1] = sine;
        }
        if (parts == 2) {
            numbers[at + columns] = -sine;
            if (kept() == 2) {
                numbers[at + columns + 1] = cosine;
            }
        }
    }

    /// {@return how often the number at `place` of a half spectrum stands in the whole}
    private double weight(int place) {
        return !isOneSided || place == 0 || 2 * place == length ? 1 : 2;
    }

    /// {@return the cosine of `turns / parts` of the `length` parts of a full turn, exact at quarter turns}
    private double cosine(long turns, int parts) {
        long full = (long) parts * length;
        if (4 * turns % full == 0) {
            return List.of(1, 0, -1, 0).get((int) (4 * turns / full));
        }
        return StrictMath.cos(2 * Math.PI * turns / full);
    }
}
