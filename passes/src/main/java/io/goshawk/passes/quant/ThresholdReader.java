package io.goshawk.passes.quant;

import io.goshawk.ir.Affine;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.onnx.quantization.MultiThreshold;
import io.goshawk.ir.quant.CountThresholds;
import io.goshawk.ir.quant.CountThresholds.Thresholds;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.tensor.RealTensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// FINN's quantisers: steps at thresholds.
final class ThresholdReader {
    private ThresholdReader() {}

    /// {@return the counts of `input`; nothing where the scale was refused}
    static Optional<QuantOp> of(
            MultiThreshold op, Value input, RealTensor thresholds, Location at, Diagnostics diagnostics) {
        if (!(op.scale() > 0)) {
            diagnostics.add(
                    QuantParameters.badScale(at, "the output scale is " + op.scale() + "; it must be positive"));
            return Optional.empty();
        }
        int count = thresholds.shape().extent(1);
        List<Thresholds> channels = IntStream.range(0, thresholds.shape().extent(0))
                .mapToObj(row -> sorted(thresholds, row * count, count))
                .toList();
        Affine map = Affine.of(Dyadic.exactly(op.scale()), Dyadic.exactly(op.bias()));
        QuantType element = new QuantType(IntType.holding(IntRange.of(0, count)), map);
        return Optional.of(new CountThresholds(input, op.axis(), channels, element));
    }

    private static Thresholds sorted(RealTensor thresholds, int from, int count) {
        return new Thresholds(IntStream.range(from, from + count)
                .<Real>mapToObj(thresholds::at)
                .sorted(Real::compareTo)
                .toList());
    }
}
