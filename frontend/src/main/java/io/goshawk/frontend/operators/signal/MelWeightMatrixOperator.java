package io.goshawk.frontend.operators.signal;

import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.operators.OnnxNode;
import io.goshawk.frontend.operators.Operator;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.eval.Floats;
import io.goshawk.ir.tensor.FloatTensor;
import java.util.List;

/// MelWeightMatrix of known parameters: triangles over the bins of a spectrogram, equally wide in mel.
final class MelWeightMatrixOperator implements Operator {
    @Override
    public Imported convert(OnnxNode node) {
        node.expectInputs(5, 5);
        long bands = node.integer(0, "the number of bands");
        long length = node.integer(1, "the length of the transform");
        long rate = node.integer(2, "the sample rate");
        if (bands < 1 || length < 1 || rate < 1 || length > Extents.MAX_MADE_UP) {
            throw node.because(
                    Code.BAD_TENSOR_DATA,
                    "there are no " + bands + " bands of " + length + " bins at a rate of " + rate);
        }
        Shape shape = Extents.shape(List.of(length / 2 + 1, bands), node.at(), "the result");
        Extents.checkMadeUp(shape, node.at());
        int[] edges = edges(node, shape, length, rate);
        double[] weights = new double[shape.size()];
        for (int band = 0; band < bands; band++) {
            triangle(weights, shape.last(), band, edges[band], edges[band + 1], edges[band + 2]);
        }
        return node.known(Floats.rounded(shape, WindowOperator.type(node), weights));
    }

    private static int[] edges(OnnxNode node, Shape shape, long length, long rate) {
        double low = mel(number(node, 3, "the lowest frequency"));
        double high = mel(number(node, 4, "the highest frequency"));
        int[] edges = new int[shape.last() + 2];
        double step = (high - low) / edges.length;
        for (int i = 0; i < edges.length; i++) {
            double hertz = 700 * StrictMath.expm1((i * step + low) / 2595 * StrictMath.log(10));
            double bin = Math.floor((length + 1) * hertz / rate);
            if (!(bin >= 0 && bin < shape.extent(0))) {
                throw node.because(
                        Code.BAD_TENSOR_DATA, "band edge " + i + " lies at bin " + bin + " of " + shape.extent(0));
            }
            edges[i] = (int) bin;
        }
        return edges;
    }

    private static double mel(double hertz) {
        return 2595 * StrictMath.log1p(hertz / 700) / StrictMath.log(10);
    }

    private static double number(OnnxNode node, int index, String role) {
        if (node.constant(index, role) instanceof FloatTensor number
                && number.shape().size() == 1) {
            return number.at(0);
        }
        throw node.because(Code.BAD_TENSOR_DATA, role + " of MelWeightMatrix is not one float");
    }

    private static void triangle(double[] weights, int bands, int band, int left, int centre, int right) {
        if (left == centre) {
            weights[centre * bands + band] = 1;
        }
        for (int bin = left; bin <= centre && left < centre; bin++) {
            weights[bin * bands + band] = (double) (bin - left) / (centre - left);
        }
        for (int bin = centre; bin < right; bin++) {
            weights[bin * bands + band] = (double) (right - bin) / (right - centre);
        }
    }
}
