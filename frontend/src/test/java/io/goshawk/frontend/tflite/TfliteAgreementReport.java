package io.goshawk.frontend.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.frontend.tflite.ReferenceKernels.Arithmetic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Judges what `tflite_intermediates.py` left under the folder that the property `goshawk.tflite.agreement` names, and
/// writes `report.txt` there: what `bench/tflite-agreement` runs.
class TfliteAgreementReport {
    @Test
    void everyLayerAgrees() throws IOException {
        String root = System.getProperty("goshawk.tflite.agreement", "");
        Assumptions.assumeFalse(root.isEmpty(), "no folder was given");
        List<String> lines = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        for (Path folder : folders(Path.of(root))) {
            byte[] file = Files.readAllBytes(folder.resolve("model.tflite"));
            for (Path kind : folders(folder)) {
                boolean floats = kind.endsWith("xnnpack");
                LayerAgreement agreement =
                        new LayerAgreement(file, floats ? Arithmetic.SINGLE_PRECISION : Arithmetic.FIXED_POINT);
                long began = System.nanoTime();
                int samples = judge(agreement, kind);
                lines.add(folder.getFileName() + ", " + kind.getFileName() + " kernels, " + samples + " inputs, "
                        + (System.nanoTime() - began) / 1_000_000_000 + " s");
                lines.add(LayerTally.head());
                LayerTally all = LayerTally.all(agreement.tallies());
                Stream.concat(agreement.tallies().stream(), Stream.of(all, agreement.whole()))
                        .forEach(tally -> lines.add(tally.row()));
                agreement.tallies().stream()
                        .filter(tally -> tally.unexplained() > 0)
                        .forEach(tally -> {
                            lines.add("  UNEXPLAINED " + tally.worst());
                            bad.add(kind + ": " + tally.worst());
                        });
                lines.add("");
                Files.write(Path.of(root, "report.txt"), lines);
            }
        }
        assertThat(bad).isEmpty();
    }

    private static List<Path> folders(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static int judge(LayerAgreement agreement, Path kind) throws IOException {
        List<InputStream> streams = new ArrayList<>();
        for (int i = 0; i < agreement.tallies().size(); i++) {
            streams.add(Files.newInputStream(kind.resolve("n" + i + ".bin")));
        }
        try (InputStream inputs = Files.newInputStream(kind.resolve("input.bin"))) {
            for (int sample = 0; ; sample++) {
                double[] input = next(inputs, agreement.inputs().getFirst());
                if (input.length == 0) {
                    return sample;
                }
                List<double[]> theirs = new ArrayList<>();
                for (int i = 0; i < streams.size(); i++) {
                    theirs.add(next(streams.get(i), agreement.result(i)));
                }
                agreement.judge("input " + sample, new double[][] {input}, theirs);
            }
        } finally {
            for (InputStream stream : streams) {
                stream.close();
            }
        }
    }

    private static double[] next(InputStream stream, TfliteTensor tensor) throws IOException {
        int size = tensor.shape().size();
        byte[] bytes = stream.readNBytes(size * tensor.kind().size());
        if (bytes.length == 0) {
            return new double[0];
        }
        double[] numbers = new double[size];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size; i++) {
            numbers[i] = tensor.kind() == TensorKind.FLOAT32 ? buffer.getFloat() : buffer.get();
        }
        return numbers;
    }
}
