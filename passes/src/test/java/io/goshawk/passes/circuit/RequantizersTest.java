package io.goshawk.passes.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.circuit.CircuitOp;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.integer.Law;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.integer.Requantizer;
import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Rounding;
import io.goshawk.ir.tensor.IntTensor;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequantizersTest {
    private static final Location HERE = new Location.Whole("test");

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void everyRoundingOfEverySixBitInputIsTheForms(Rounding rounding) {
        for (long multiplier : new long[] {1, 2, 3, 4, 6, -1, -5, 12}) {
            for (long addend : new long[] {0, 1, -3, 4, 8, -16}) {
                for (int shift = 0; shift < 5; shift++) {
                    check(new Form.Scale(BigInteger.valueOf(multiplier), BigInteger.valueOf(addend), shift, rounding));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Rounding.class)
    void everyQuotientOfEverySixBitInputIsTheForms(Rounding rounding) {
        for (long multiplier : new long[] {1, 3, -1, 0, -5}) {
            for (long addend : new long[] {0, 1, -3, 7, 250}) {
                for (long divisor : new long[] {1, 2, 3, 6, 10, 64, 129}) {
                    Real scale = Dyadic.of(multiplier).dividedBy(Dyadic.of(divisor));
                    Real offset = Dyadic.of(addend).dividedBy(Dyadic.of(divisor));
                    Law law = new Law(scale, offset, rounding, IntRange.of(-20, 31));
                    Form.Quotient.of(law).ifPresent(form -> check(form, law));
                }
            }
        }
    }

    private static void check(Form.Scale form) {
        Real scale = Dyadic.of(form.multiplier()).times(Dyadic.powerOfTwo(-form.shift()));
        Real offset = Dyadic.of(form.addend()).times(Dyadic.powerOfTwo(-form.shift()));
        check(form, new Law(scale, offset, form.rounding(), IntRange.of(-20, 31)));
    }

    private static void check(Form form, Law law) {
        IntType type = IntType.s(6);
        Requantizer requantizer = new Requantizer(form, type.range(), law);
        GraphBuilder<IntegerOp> builder = new GraphBuilder<>("scale");
        Value x = builder.input("x", new TensorType(Shape.of(1), type), HERE);
        Value y = builder.add(new Requantize(x, 0, List.of(requantizer), IntType.s(6)), HERE);
        Graph<IntegerOp> graph = builder.build(List.of(Graph.Port.plain("y", y, HERE)));
        Graph<CircuitOp> circuit = IntegerToCircuitTest.lower(graph);
        for (long input = -32; input < 32; input++) {
            List<IntTensor> inputs = List.of(IntTensor.of(Shape.of(1), input));
            assertThat(Interpreter.run(circuit, inputs))
                    .as(form + " of " + input)
                    .isEqualTo(Interpreter.run(graph, inputs));
        }
    }
}
