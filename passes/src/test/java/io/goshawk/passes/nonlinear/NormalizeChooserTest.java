package io.goshawk.passes.nonlinear;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.curve.CurveProof;
import io.goshawk.ir.curve.NonlinearProofs;
import io.goshawk.ir.eval.IntegerSemantics;
import io.goshawk.ir.integer.Normalize;
import io.goshawk.ir.integer.NormalizeForm;
import io.goshawk.ir.integer.NormalizeLaw;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Every element of an integer normalisation keeps to its stated bound, near-constant rows and epsilon
/// included.
class NormalizeChooserTest {
    private static Normalize normalize(boolean centred, int inputBits, int length, int outputBits, long seed) {
        Random random = new Random(seed);
        double scale = 8.0 / (1L << (inputBits - 1)) * (0.7 + random.nextDouble());
        double step = 4.5 / (1L << (outputBits - 1));
        List<Real> gain = new ArrayList<>();
        List<Real> bias = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            gain.add(Dyadic.exactly((1 + random.nextGaussian()) / step));
            bias.add(Dyadic.exactly(random.nextGaussian() / step));
        }
        Real epsilon = Dyadic.exactly(seed % 2 == 0 ? 1e-12f : 1e-5f);
        IntType output = IntType.s(outputBits);
        NormalizeLaw law = new NormalizeLaw(centred, Dyadic.exactly(scale), epsilon, gain, bias, output.range());
        IntType input = IntType.s(inputBits);
        BigInteger zero = BigInteger.valueOf(centred ? 0 : random.nextInt(20) - 10);
        NormalizeForm form =
                NormalizeChooser.choose(law, input.range(), zero, 0.0625).orElseThrow();
        double bound = NonlinearProofs.normalize(law, form);
        Value value = new Value(0, new TensorType(Shape.of(1, length), input));
        return new Normalize(value, law, form, input.range(), CurveProof.exactly(bound), output);
    }

    private static double check(Normalize op, long[] x) {
        NormalizeLaw law = op.law();
        int length = x.length;
        double zero = law.centred() ? 0 : op.form().zero().doubleValue();
        double scale = law.scale().toDouble();
        double mean = 0;
        for (long code : x) {
            mean += law.centred() ? scale * code / length : 0;
        }
        double squares = 0;
        for (long code : x) {
            double real = scale * (code - zero) - mean;
            squares += real * real / length;
        }
        double deviation = Math.sqrt(squares + law.epsilon().toDouble());
        IntTensor row = (IntTensor)
                IntegerSemantics.evaluate(op, List.of(IntTensor.of(op.input().shape(), x)));
        double most = 0;
        for (int i = 0; i < length; i++) {
            double wanted = law.gain().get(i).toDouble() * (scale * (x[i] - zero) - mean) / deviation
                    + law.bias().get(i).toDouble();
            double held = Math.clamp(
                    wanted, law.clamp().min().doubleValue(), law.clamp().max().doubleValue());
            most = Math.max(most, Math.abs(row.at(i) - held));
        }
        assertTrue(
                most <= op.bound().toDouble() + 1e-6,
                most + " steps off, stated " + op.bound().toDouble());
        return most;
    }

    @Test
    void everyElementKeepsToItsBound() {
        Random random = new Random(3);
        for (int bits = 8; bits <= 22; bits++) {
            for (int length : new int[] {2, 7, 64, 384}) {
                for (int seed = 0; seed < 4; seed++) {
                    Normalize op = normalize(seed < 2, bits, length, 8, seed);
                    int widest = op.form().bits(op.law().centred(), op.interval(), length);
                    assertTrue(widest <= 62, bits + " bits, rows of " + length + ": " + widest + " bits");
                    rows(op, random);
                }
            }
        }
    }

    private static void rows(Normalize op, Random random) {
        int length = op.input().shape().last();
        long top = op.interval().max().longValueExact();
        for (int i = 0; i < 10; i++) {
            double spread = Math.scalb(1.0, -i) * top / 3;
            check(
                    op,
                    random.doubles(length)
                            .mapToLong(_ -> Math.clamp(Math.round(random.nextGaussian() * spread), -top, top))
                            .toArray());
        }
        long[] constant = new long[length];
        java.util.Arrays.fill(constant, 5);
        check(op, constant);
        constant[length / 2]++;
        check(op, constant);
        constant[length / 2] = top;
        check(op, constant);
        check(
                op,
                random.doubles(length).mapToLong(u -> u < 0.5 ? -top - 1 : top).toArray());
    }

    @Test
    void wideRowsAreStillExactInBigIntegers() {
        Normalize op = normalize(true, 40, 16, 8, 1);
        assertTrue(op.form().bits(true, op.interval(), 16) > 62);
        Random random = new Random(1);
        check(op, random.longs(16, -(1L << 39), 1L << 39).toArray());
    }
}
