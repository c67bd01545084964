package io.goshawk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.goshawk.harness.npy.NpyArray;
import io.goshawk.harness.npy.NpyType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.num.Overflow;
import io.goshawk.ir.tensor.FloatTensor;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.passes.Compiler;
import io.goshawk.passes.Compiler.Compiled;
import io.goshawk.passes.PassContext;
import io.goshawk.passes.integer.Head;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Many rows at once give what the interpreter gives for each row alone.
class ExecutionTest {
    private static final int ROWS = 600;

    private final Compiled example =
            new SourceModel(Goshawk.EXAMPLE).compile(new Compiler.Options(Map.of(), Head.BOTH), PassContext.plain());

    private static double[] numbers() {
        SplittableRandom random = new SplittableRandom(7);
        return random.doubles(ROWS * 16L, -5, 5)
                .map(x -> random.nextInt(3) == 0 ? Math.rint(x * 32) / 32 + 1.0 / 64 : x)
                .toArray();
    }

    @Test
    void rowsAtOnceEqualRowsAlone() {
        assertThat(Batched.of(example.hardware(), 8)).isPresent();
        double[] numbers = numbers();
        Execution execution = new Execution(example, Overflow.REFUSE);
        NpyArray array = new NpyArray.Reals(Shape.of(ROWS, 16), NpyType.FLOAT64, numbers);
        List<Stack> codes = execution.codes(List.of(Samples.of("numbers", array, Shape.of(1, 16))));
        List<Stack> ports = execution.hardware(codes, _ -> {});
        for (int row = 0; row < ROWS; row++) {
            double[] alone = java.util.Arrays.copyOfRange(numbers, row * 16, row * 16 + 16);
            List<Tensor> code =
                    Interpreter.run(example.hostIn(), List.of(FloatTensor.of(Shape.of(1, 16), FloatType.F64, alone)));
            assertThat(codes.getFirst().slice(row, row + 1, Shape.of(1, 16))).isEqualTo(code.getFirst());
            List<Tensor> port = Interpreter.run(example.hardware(), code);
            IntTensor logits = (IntTensor) port.getFirst();
            assertThat(ports.getFirst().slice(row, row + 1, logits.shape())).isEqualTo(logits);
        }
    }

    @Test
    void theProgressEndsAtAllRows() {
        Stack zeros = Stack.zeros(Shape.of(1, 16), ROWS);
        var last = new java.util.concurrent.atomic.AtomicInteger();
        new Execution(example, Overflow.REFUSE)
                .hardware(List.of(zeros), done -> last.accumulateAndGet(done, Math::max));
        assertThat(last).hasValue(ROWS);
    }
}
