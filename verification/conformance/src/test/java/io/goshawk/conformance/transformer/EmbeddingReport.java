package io.goshawk.conformance.transformer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How near embeddings are to each other: means of the states of all tokens, of length 1.
final class EmbeddingReport {
    private static final int FEATURES = 384;

    private final List<double[]> embeddings = new ArrayList<>();
    private double worstState;
    private double worstDistance;
    private double worstOfOptimiser;

    /// @param ours last hidden states
    /// @param plain ONNX Runtime's
    /// @param optimised ONNX Runtime's with its optimiser, which fuses operators and so rounds elsewhere
    void add(double[] ours, double[] plain, double[] optimised) {
        for (int i = 0; i < plain.length; i++) {
            worstState = Math.max(worstState, Math.abs(ours[i] - plain[i]));
        }
        double[] embedding = embedding(ours);
        embeddings.add(embedding);
        worstDistance = Math.max(worstDistance, 1 - cosine(embedding, embedding(plain)));
        worstOfOptimiser = Math.max(worstOfOptimiser, 1 - cosine(embedding(plain), embedding(optimised)));
    }

    private static double[] embedding(double[] states) {
        double[] sums = new double[FEATURES];
        for (int i = 0; i < states.length; i++) {
            sums[i % FEATURES] += states[i];
        }
        double length = Math.sqrt(cosine(sums, sums));
        for (int i = 0; i < FEATURES; i++) {
            sums[i] /= length;
        }
        return sums;
    }

    /// {@return the cosine of two vectors of length 1}
    private static double cosine(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    double worstCosine() {
        return 1 - worstDistance;
    }

    /// {@return the cosine of the two sentences that are most alike}
    double nearestOfOthers() {
        double nearest = -1;
        for (int i = 0; i < embeddings.size(); i++) {
            for (int k = 0; k < i; k++) {
                nearest = Math.max(nearest, cosine(embeddings.get(i), embeddings.get(k)));
            }
        }
        return nearest;
    }

    /// {@return the figures, one a line}
    String text(MiniLm model) {
        return String.format(
                Locale.ROOT,
                """
                sentences: %d
                largest difference of a last hidden state: %.2g
                smallest cosine of two embeddings of a sentence: 1 - %.2g
                the same between ONNX Runtime without and with its optimiser: 1 - %.2g
                largest cosine of embeddings of different sentences: %.3f
                operations after import: %d
                import: %s
                run: %s
                """,
                embeddings.size(),
                worstState,
                worstDistance,
                worstOfOptimiser,
                nearestOfOthers(),
                model.operations(),
                times(model.imports()),
                times(model.runs()));
    }

    private static String times(List<Double> seconds) {
        List<Double> sorted = seconds.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "the first %.2f s; %d, of which the fastest took %.2f s, the median %.2f s",
                seconds.getFirst(),
                sorted.size(),
                sorted.getFirst(),
                sorted.get(sorted.size() / 2));
    }
}
