package io.goshawk.ir.eval.kernel;

/// Where the columns of a convolution's matrix product lie in its result.
final class Scatter {
    private Scatter() {}

    /// Writes values of one output channel, for the places at `column` and behind it, all batches counted on.
    static void into(
            double[] result, ConvolutionGeometry geometry, int channel, int column, double[] values, int count) {
        int plane = geometry.outputPlane();
        for (int j = 0; j < count; ) {
            int image = (column + j) / plane;
            int place = (column + j) % plane;
            int run = Math.min(plane - place, count - j);
            System.arraycopy(values, j, result, (image * geometry.outChannels() + channel) * plane + place, run);
            j += run;
        }
    }
}
