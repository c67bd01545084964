package io.goshawk.passes.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.Unary;
import io.goshawk.ir.onnx.quantization.Trunc;
import io.goshawk.ir.onnx.quantization.TruncV1;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.passes.PassContext;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Both versions of Trunc on every eighth of an integer in [-40, 40], ties included.
class TruncReaderTest {
    private static final Location HERE = new Location.Whole("test");
    private static final double SCALE = 0.375;
    private static final double[] NUMBERS =
            IntStream.rangeClosed(-320, 320).mapToDouble(i -> i * SCALE / 8).toArray();

    private final GraphBuilder<OnnxOp> builder = new GraphBuilder<>("trunc");
    private final Value x = builder.input("x", new TensorType(Shape.of(NUMBERS.length), FloatType.F32), HERE);

    private Value number(double value) {
        return builder.add(
                new Constant(FloatTensor.of(Shape.SCALAR, FloatType.F32, new double[] {value}), FloatType.F32), HERE);
    }

    /// The negation makes reals of what would be integers and a scale.
    private Graph<OnnxOp> graph(OnnxOp op) {
        Value y = builder.add(new Unary(builder.add(op, HERE), Unary.Kind.NEG), HERE);
        return builder.build(List.of(Graph.Port.plain("y", y, HERE)));
    }

    private static void assertSame(Graph<OnnxOp> model) {
        Graph<QuantOp> read = PassContext.plain().run(new OnnxToQuant(Map.of()), model);
        List<Tensor> inputs = List.of(FloatTensor.of(Shape.of(NUMBERS.length), FloatType.F32, NUMBERS));
        assertThat(Interpreter.run(read, inputs)).isEqualTo(Interpreter.run(model, inputs));
    }

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void theFirstVersionDropsBitsAndKeepsTheScale(Rounding rounding) {
        for (int dropped : new int[] {-1, 0, 1, 3}) {
            for (double zero : new double[] {0, 3}) {
                assertSame(new TruncReaderTest()
                        .with(t -> new TruncV1(
                                t.x, t.number(SCALE), t.number(zero), t.number(8), t.number(8 - dropped), rounding)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void theSecondVersionClampsAndHasAScaleOfItsOwn(Rounding rounding) {
        for (double output : new double[] {SCALE / 2, SCALE, 2 * SCALE, 8 * SCALE, 7.5 * SCALE}) {
            for (double zero : new double[] {0, 3}) {
                assertSame(new TruncReaderTest()
                        .with(t -> new Trunc(
                                t.x,
                                t.number(SCALE),
                                t.number(zero),
                                t.number(8),
                                t.number(output),
                                t.number(4),
                                true,
                                false,
                                rounding)));
            }
        }
    }

    private Graph<OnnxOp> with(java.util.function.Function<TruncReaderTest, OnnxOp> op) {
        return graph(op.apply(this));
    }

    @Test
    void aScaleOfZeroIsRefused() {
        Graph<OnnxOp> model = graph(new TruncV1(x, number(0), number(0), number(8), number(4), Rounding.FLOOR));
        assertThatThrownBy(() -> PassContext.plain().run(new OnnxToQuant(Map.of()), model))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("scale of a Trunc must be positive");
    }
}
