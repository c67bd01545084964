package io.goshawk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.harness.DesignPort;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.integer.Form;
import io.goshawk.ir.integer.Requantize;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.passes.Compiler;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.integer.Head;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TieVectorsTest {
    @Test
    void eachVectorBringsSomeRoundingToATie() {
        var hardware = new SourceModel(Goshawk.EXAMPLE)
                .compile(new Compiler.Options(Map.of(), Head.BOTH), PassContext.plain())
                .hardware();
        List<DesignPort> ports = List.of(DesignPort.of("features", Shape.of(1, 16), IntType.s(8)));
        List<long[]> vectors = TieVectors.of(hardware, ports, 20, 3);
        assertThat(vectors).hasSize(20);
        for (long[] vector : vectors) {
            Map<Value, Tensor> values = Interpreter.trace(hardware, List.of(IntTensor.of(Shape.of(1, 16), vector)));
            assertThat(hardware.nodes())
                    .anyMatch(
                            node -> node.op() instanceof Requantize op && ties(op, (IntTensor) values.get(op.input())));
        }
        assertThat(TieVectors.of(hardware, ports, 0, 3)).isEmpty();
    }

    private static boolean ties(Requantize op, IntTensor input) {
        for (int i = 0; i < input.shape().size(); i++) {
            if (op.channelOf(i).form() instanceof Form.Scale scale && scale.shift() > 0) {
                BigInteger y = input.bigAt(i).multiply(scale.multiplier()).add(scale.addend());
                BigInteger unit = BigInteger.ONE.shiftLeft(scale.shift());
                if (y.mod(unit).shiftLeft(1).equals(unit)) {
                    return true;
                }
            }
        }
        return false;
    }
}
