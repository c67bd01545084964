package io.goshawk.generators;

import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Op;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.RealType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.RealTensor;
import io.goshawk.ir.tensor.Tensor;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Random inputs for graphs, biased to the rims of their types.
public final class Inputs {
    private Inputs() {}

    /// {@return a tensor for each input of `graph`}
    public static List<Tensor> random(Graph<? extends Op> graph, long seed) {
        Choice choice = new Choice(seed);
        return graph.inputs().stream()
                .map(port -> random(port.value().type(), choice))
                .toList();
    }

    private static Tensor random(TensorType type, Choice choice) {
        Shape shape = type.shape();
        ElementType element = type.element();
        return switch (element) {
            case IntType integer -> integers(shape, integer.range(), choice);
            case QuantType quant -> integers(shape, quant.storage().range(), choice);
            case FloatType real ->
                FloatTensor.of(
                        shape,
                        real,
                        IntStream.range(0, shape.size())
                                .mapToDouble(_ -> real(choice).toDouble())
                                .toArray());
            case RealType _ -> {
                List<Real> values =
                        Stream.generate(() -> real(choice)).limit(shape.size()).toList();
                yield new RealTensor(shape, values);
            }
        };
    }

    private static Tensor integers(Shape shape, IntRange range, Choice choice) {
        BigInteger rim = choice.of(range.min(), range.max(), range.clamp(BigInteger.ZERO));
        boolean constant = choice.oneIn(4);
        List<BigInteger> values = Stream.generate(() -> constant ? rim : choice.between(range.min(), range.max()))
                .limit(shape.size())
                .toList();
        return IntTensor.of(shape, values);
    }

    /// Short dyadic numbers meet ties often; every one is a half-precision float too.
    private static Real real(Choice choice) {
        return new Dyadic(BigInteger.valueOf(choice.between(-512, 512)), -choice.between(0, 8));
    }
}
