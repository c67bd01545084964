package io.goshawk.passes.integer;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.quant.Add;
import io.goshawk.ir.quant.BatchMatMul;
import io.goshawk.ir.quant.Constant;
import io.goshawk.ir.quant.MatMul;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.quant.Softmax;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.passes.PassContext;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The scale errors that two public implementations of I-BERT have (docs/integer-encoders.md), each in
/// a network where it would show.
class EncoderScalesTest {
    private static final int LENGTH = 5;
    private static final int WIDTH = 6;
    private static final QuantType QUERY = type(true, 8, 0.041f);
    private static final QuantType KEY = type(true, 8, 0.067f);
    private static final QuantType SHARE = type(false, 8, 1 / 255f);
    private static final QuantType VALUE = type(true, 8, 0.019f);
    private static final QuantType EMBEDDING = type(true, 16, 0.00023f);
    private static final QuantType FIRST = type(true, 16, 0.00061f);
    private static final QuantType SECOND = type(true, 16, 0.00117f);

    private final SplittableRandom random = new SplittableRandom(11);
    private final GraphBuilder<QuantOp> builder = new GraphBuilder<>("encoder");
    private int places;

    private static QuantType type(boolean signed, int bits, float scale) {
        return new QuantType(new IntType(signed, bits), Affine.of(Dyadic.exactly(scale), Dyadic.ZERO));
    }

    private Location at() {
        return new Location.OnnxNode("encoder.onnx", "/n" + places++, "Node");
    }

    private Value input(String name, QuantType type) {
        return builder.input(name, new TensorType(Shape.of(1, LENGTH, WIDTH), type), at());
    }

    private Value quantised(Value value, QuantType type) {
        return builder.add(
                new Quantize(value, type, type.storage().range(), Rounding.HALF_EVEN, Overflow.SATURATE), at());
    }

    private IntTensor codes(QuantType type, Shape shape) {
        long top = type.storage().range().max().longValueExact();
        long bottom = type.storage().range().min().longValueExact();
        return IntTensor.of(shape, _ -> random.nextLong(bottom, top + 1));
    }

    private Graph<QuantOp> graph(Value output) {
        return builder.build(List.of(Graph.Port.plain("y", output, at())));
    }

    private static Graph<IntegerOp> integers(Graph<QuantOp> network) {
        return PassContext.plain().run(new QuantToInteger(), network);
    }

    private static Real scale(QuantType type) {
        return type.map().scale().at(0);
    }

    /// The context is a sum of shares times values; elsewhere it got the scale of the scores.
    @Test
    void theContextHasTheScaleOfSharesTimesValues() {
        Value queries = input("q", QUERY);
        Value keys = input("k", KEY);
        Value values = input("v", VALUE);
        Value turned = builder.add(new Transpose(keys, List.of(0, 2, 1)), at());
        Value scores = builder.add(new BatchMatMul(queries, turned), at());
        Value shares = quantised(builder.add(new Softmax(scores, 2), at()), SHARE);
        Graph<QuantOp> network = graph(builder.add(new BatchMatMul(shares, values), at()));
        Affine meaning = integers(network).outputs().getFirst().meaning().orElseThrow();
        assertThat(meaning).isEqualTo(Affine.of(scale(SHARE).times(scale(VALUE)), Dyadic.ZERO));
        assertThat(meaning.scale().at(0)).isNotEqualTo(scale(QUERY).times(scale(KEY)));
    }

    /// A layer: a product with weights, added to the stream, on a scale of its own.
    private Value layer(Value stream, Constant weights, QuantType next) {
        Value product = builder.add(new MatMul(stream, builder.add(weights, at())), at());
        return quantised(builder.add(new Add(stream, product), at()), next);
    }

    private Constant weights() {
        QuantType type = type(true, 8, 0.011f);
        return new Constant(codes(type, Shape.of(WIDTH, WIDTH)), type);
    }

    /// Each layer reads the scale that the one in front wrote; elsewhere all of them read the
    /// embedding's.
    @Test
    void everyLayerReadsTheScaleOfTheLayerInFront() {
        Constant one = weights();
        Constant two = weights();
        Value first = layer(input("x", EMBEDDING), one, FIRST);
        Graph<QuantOp> network = builder.build(List.of(
                Graph.Port.plain("first", first, at()), Graph.Port.plain("second", layer(first, two, SECOND), at())));
        Graph<IntegerOp> hardware = integers(network);
        List<Tensor> inputs = List.of(codes(EMBEDDING, Shape.of(1, LENGTH, WIDTH)));
        List<IntTensor> got = Interpreter.runIntegers(hardware, inputs);
        assertThat(got).isEqualTo(Interpreter.run(network, inputs));
        assertThat(second(two, FIRST, got.getFirst())).isEqualTo(got.getLast());
        assertThat(second(two, EMBEDDING, got.getFirst())).isNotEqualTo(got.getLast());
    }

    /// {@return what the second layer makes of `codes`, read as `type`}
    private static Tensor second(Constant weights, QuantType type, IntTensor codes) {
        EncoderScalesTest other = new EncoderScalesTest();
        Graph<QuantOp> alone = other.graph(other.layer(other.input("codes", type), weights, SECOND));
        return Interpreter.run(alone, List.of(codes)).getFirst();
    }
}
