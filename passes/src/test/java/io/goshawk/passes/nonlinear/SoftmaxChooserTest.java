package io.goshawk.passes.nonlinear;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.curve.CurveProof;
import io.goshawk.ir.curve.NonlinearProofs;
import io.goshawk.ir.eval.IntegerSemantics;
import io.goshawk.ir.integer.Softmax;
import io.goshawk.ir.integer.SoftmaxForm;
import io.goshawk.ir.integer.SoftmaxLaw;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/// Softmax rows of 8 bits keep their mass, and every entry keeps to its bound, whatever the width of
/// the input.
class SoftmaxChooserTest {
    private static final double RANGE = 10;

    private static Softmax softmax(int inputBits, int length, int outputBits) {
        IntRange codes = IntType.s(inputBits).range();
        BigInteger top = BigInteger.ONE.shiftLeft(outputBits).subtract(BigInteger.ONE);
        SoftmaxLaw law = new SoftmaxLaw(
                Dyadic.exactly(RANGE / (1L << (inputBits - 1))),
                Dyadic.ONE.dividedBy(Dyadic.of(top)),
                BigInteger.ZERO,
                new IntRange(BigInteger.ZERO, top));
        IntRange distances = new IntRange(codes.min().subtract(codes.max()), BigInteger.ZERO);
        SoftmaxForm form = SoftmaxChooser.choose(law, distances, length, 0.0625).orElseThrow();
        Value input = new Value(0, new TensorType(Shape.of(1, length), IntType.s(inputBits)));
        double bound = NonlinearProofs.softmax(law, form, length);
        return new Softmax(input, law, form, CurveProof.exactly(bound), IntType.u(outputBits));
    }

    private static void check(Softmax op, IntToDoubleFunction logits) {
        double scale = op.law().scale().toDouble();
        double steps = 1 / op.law().outputScale().toDouble();
        int length = op.input().shape().last();
        IntRange codes = op.input().type().intElement().range();
        long[] x = new long[length];
        double sum = 0;
        for (int i = 0; i < length; i++) {
            x[i] = codes.clamp(BigInteger.valueOf(Math.round(logits.applyAsDouble(i) / scale)))
                    .longValueExact();
            sum += Math.exp(x[i] * scale);
        }
        IntTensor row = (IntTensor)
                IntegerSemantics.evaluate(op, List.of(IntTensor.of(op.input().shape(), x)));
        double mass = 0;
        for (int i = 0; i < length; i++) {
            double wanted = Math.exp(x[i] * scale) / sum * steps;
            double distance = Math.abs(row.at(i) - wanted);
            assertTrue(distance <= op.bound().toDouble(), distance + " steps off at " + i);
            mass += row.at(i) / steps;
        }
        assertTrue(mass >= 0.99 && mass <= 1.01, "a row of " + length + " has the mass " + mass);
    }

    @Test
    void rowsKeepTheirMassAtEveryWidth() {
        Random random = new Random(5);
        for (int bits = 8; bits <= 22; bits++) {
            for (int length : new int[] {1, 2, 16, 128, 512}) {
                Softmax op = softmax(bits, length, 8);
                assertTrue(op.form().bits(length) <= 62, op.form().bits(length) + " bits");
                for (int i = 0; i < 20; i++) {
                    check(op, _ -> 2 * random.nextGaussian());
                    check(op, _ -> Math.sqrt(2) * random.nextGaussian());
                }
                check(op, _ -> 0);
                check(op, i -> i == length / 2 ? RANGE : -RANGE);
                check(op, i -> i == 0 ? 3 : 0);
            }
        }
    }

    @Test
    void widerResultsAreRoundedOneByOne() {
        for (int bits : new int[] {8, 12, 16, 22}) {
            Softmax op = softmax(bits, 128, 16);
            assertTrue(!op.form().keepsMass() && op.bound().toDouble() < 0.6);
            Random random = new Random(bits);
            check(op, _ -> 2 * random.nextGaussian());
            check(op, _ -> 0);
        }
    }

    @Test
    void whatRoundingAloneLoses() {
        Softmax kept = softmax(12, 512, 8);
        SoftmaxForm plain = new SoftmaxForm(
                kept.form().exponential(),
                kept.form().distances(),
                kept.form().fraction(),
                kept.form().numerator(),
                kept.form().shift(),
                false);
        Softmax op = new Softmax(kept.input(), kept.law(), plain, kept.bound(), kept.element());
        IntTensor zeros = IntTensor.of(op.input().shape(), new long[512]);
        IntTensor lost = (IntTensor) IntegerSemantics.evaluate(op, List.of(zeros));
        IntTensor whole = (IntTensor) IntegerSemantics.evaluate(kept, List.of(zeros));
        assertTrue(lost.hull().equals(IntRange.of(0, 0)), "every entry is half a step");
        assertTrue(whole.hull().equals(IntRange.of(0, 1)));
    }
}
