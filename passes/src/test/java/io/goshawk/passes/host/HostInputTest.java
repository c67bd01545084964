package io.goshawk.passes.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Coefficients;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.BipolarQuantize;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Quantize;
import io.goshawk.ir.quant.Relu;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.Transpose;
import io.goshawk.ir.tensor.FloatTensor;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostInputTest {
    private static final Location HERE = new Location.Whole("test");
    private static final int VECTORS = 200;

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void equalsTheInterpreterOnTiesAndElsewhere(Rounding rounding) {
        GraphBuilder<QuantOp> builder = new GraphBuilder<>("host_in");
        Value x = builder.input("x", new TensorType(Shape.of(1, 2, 8), FloatType.F32), HERE);
        x = builder.add(new Transpose(x, List.of(0, 2, 1)), HERE);
        x = builder.add(new Reshape(x, Shape.of(1, 16)), HERE);
        List<Real> scales = new java.util.ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Real root = i % 2 == 0
                    ? Dyadic.powerOfTwo(i % 5 - 3)
                    : Real.sqrt(Dyadic.of(i)).dividedBy(Dyadic.of(7));
            scales.add(i % 3 == 0 ? root.negate() : root);
        }
        Affine map = new Affine(Coefficients.of(1, scales), Coefficients.of(Dyadic.exactly(0.375)));
        x = builder.add(new ApplyAffine(x, map), HERE);
        x = builder.add(new Relu(x), HERE);
        QuantType type = new QuantType(IntType.s(5), Affine.of(Dyadic.exactly(0.1f), Dyadic.exactly(0.25)));
        x = builder.add(new Quantize(x, type, type.storage().range(), rounding, Overflow.SATURATE), HERE);
        assertEqualOnRandomFloats(builder.build(List.of(Graph.Port.plain("x", x, HERE))), Shape.of(1, 2, 8));
    }

    @Test
    void equalsTheInterpreterOnSigns() {
        GraphBuilder<QuantOp> builder = new GraphBuilder<>("host_in");
        Value x = builder.input("x", new TensorType(Shape.of(1, 16), FloatType.F32), HERE);
        x = builder.add(new ApplyAffine(x, Affine.of(Dyadic.of(2), Dyadic.of(-1))), HERE);
        x = builder.add(new BipolarQuantize(x, Coefficients.of(Dyadic.ONE)), HERE);
        assertEqualOnRandomFloats(builder.build(List.of(Graph.Port.plain("x", x, HERE))), Shape.of(1, 16));
    }

    private static void assertEqualOnRandomFloats(Graph<QuantOp> graph, Shape shape) {
        HostInput host = new HostInput(graph);
        SplittableRandom random = new SplittableRandom(7);
        for (int vector = 0; vector < VECTORS; vector++) {
            float[] values = new float[16];
            for (int i = 0; i < values.length; i++) {
                // A third on a coarse grid, where ties are; some far outside; some next to zero.
                values[i] = switch (random.nextInt(5)) {
                    case 0, 1 -> random.nextInt(-64, 64) / 32f;
                    case 2 -> (float) random.nextDouble(-4, 4);
                    case 3 -> (float) random.nextDouble(-1e9, 1e9);
                    default -> Math.nextUp(random.nextInt(-8, 8) / 2f);
                };
            }
            FloatTensor input = FloatTensor.of(shape, values);
            assertThat(host.run(List.of(input))).isEqualTo(Interpreter.run(graph, List.of(input)));
        }
    }
}
