package io.goshawk.hls;

import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.curve.Segments;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.Normalize;
import io.goshawk.ir.integer.NormalizeForm;
import io.goshawk.ir.integer.NormalizeLaw;
import io.goshawk.ir.integer.Softmax;
import io.goshawk.ir.integer.SoftmaxForm;
import io.goshawk.ir.integer.SoftmaxLaw;
import io.goshawk.ir.integer.TransformerOp;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/// A softmax and a normalisation of 40-bit integers, whose values on the way need more than 64 bits.
final class WideRows {
    private static final int BITS = 40;
    private static final IntType TYPE = IntType.s(BITS);

    private WideRows() {}

    static Graph<IntegerOp> softmax() {
        BigInteger far = BigInteger.ONE.shiftLeft(BITS).negate();
        IntRange distances = new IntRange(far.add(BigInteger.ONE), BigInteger.ZERO);
        // A line from 1 to 2^60, on one segment.
        IntTensor line = IntTensor.of(Shape.of(1, 2), List.of(BigInteger.ONE, BigInteger.ONE.shiftLeft(60)));
        Segments rising = new Segments(far, BITS, List.of(0, BITS), line);
        BigInteger numerator = BigInteger.valueOf(255).shiftLeft(70).add(BigInteger.valueOf(77));
        SoftmaxForm form = new SoftmaxForm(rising, distances, 60, numerator, 70, true);
        IntType to = IntType.s(8);
        SoftmaxLaw law = new SoftmaxLaw(Dyadic.ONE, Dyadic.ONE, BigInteger.valueOf(-128), to.range());
        return graph(x -> new Softmax(x, law, form, Dyadic.ONE, to));
    }

    static Graph<IntegerOp> normalisation() {
        IntType to = IntType.s(16);
        List<Real> ones = Collections.nCopies(3, Dyadic.ONE);
        NormalizeLaw law = new NormalizeLaw(true, Dyadic.ONE, Dyadic.ONE, ones, ones, to.range());
        NormalizeForm form = new NormalizeForm(
                BigInteger.ZERO,
                BigInteger.valueOf(563),
                5,
                90,
                15,
                11,
                IntTensor.of(Shape.of(3), 30000, -1, -20000),
                IntTensor.of(Shape.of(3), 5, -600000, 1L << 30),
                9);
        return graph(x -> new Normalize(x, law, form, TYPE.range(), Dyadic.ONE, to));
    }

    private static Graph<IntegerOp> graph(Function<Value, TransformerOp> op) {
        GraphBuilder<IntegerOp> builder = new GraphBuilder<>("wide");
        Location at = new Location.Whole("wide");
        Value x = builder.input("in", new TensorType(Shape.of(4, 3), TYPE), at);
        return builder.build(List.of(Graph.Port.plain("out", builder.add(op.apply(x), at), at)));
    }
}
