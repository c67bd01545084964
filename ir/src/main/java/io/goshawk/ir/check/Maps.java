package io.goshawk.ir.check;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.Shape;
import java.util.Optional;

/// Whether numbers that vary along an axis fit a tensor.
final class Maps {
    private Maps() {}

    /// {@return what is wrong with `map` on a tensor of shape `shape`, if anything}
    static Optional<String> problem(Affine map, Shape shape) {
        boolean scaleVaries = map.scale() instanceof Coefficients.PerAxis;
        if (scaleVaries && map.offset() instanceof Coefficients.PerAxis offset && offset.axis() != map.axis()) {
            return Optional.of("varies along two axes, " + map.axis() + " and " + offset.axis());
        }
        return problem(map.scale(), shape).or(() -> problem(map.offset(), shape));
    }

    /// {@return what is wrong with `numbers` on a tensor of shape `shape`, if anything}
    static Optional<String> problem(Coefficients numbers, Shape shape) {
        if (!(numbers instanceof Coefficients.PerAxis several)) {
            return Optional.empty();
        }
        boolean fits = several.axis() < shape.rank() && several.values().size() == shape.extent(several.axis());
        return fits
                ? Optional.empty()
                : Optional.of("has " + several.values().size() + " numbers along axis " + several.axis()
                        + " of a tensor of shape " + shape);
    }

    /// {@return whether every number is greater than zero}
    static boolean positive(Coefficients numbers) {
        return switch (numbers) {
            case Coefficients.PerTensor one -> one.value().signum() > 0;
            case Coefficients.PerAxis several -> several.values().stream().allMatch(value -> value.signum() > 0);
        };
    }
}
