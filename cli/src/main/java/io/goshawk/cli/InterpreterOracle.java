package io.goshawk.cli;

import io.goshawk.harness.Batch;
import io.goshawk.harness.Design;
import io.goshawk.harness.DesignPort;
import io.goshawk.harness.Oracle;
import io.goshawk.ir.Shape;
import io.goshawk.ir.Value;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.ir.tensor.Tensor;
import io.goshawk.passes.Compiler.Compiled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a design should compute: the interpreter on the integer graph it was made of.
final class InterpreterOracle implements Oracle {
    private final Compiled compiled;
    private final Design design;

    InterpreterOracle(Compiled compiled, Design design) {
        this.compiled = compiled;
        this.design = design;
    }

    @Override
    public Batch outputs(Batch inputs) {
        List<Stack> results;
        try (Progress progress = new Progress("interpreter", inputs.count())) {
            results = new Execution(compiled, io.goshawk.ir.num.Overflow.REFUSE).hardware(unpack(inputs), progress::at);
        }
        return pack(design.outputs(), results);
    }

    /// {@return the rows of each port of `batch`}
    static List<Stack> unpack(Batch batch) {
        List<Stack> stacks = new ArrayList<>();
        int offset = 0;
        for (DesignPort port : batch.ports()) {
            Stack stack = Stack.zeros(port.shape(), batch.count());
            for (int row = 0; row < batch.count(); row++) {
                System.arraycopy(
                        batch.values(),
                        row * batch.width() + offset,
                        stack.values(),
                        row * port.elements(),
                        port.elements());
            }
            offset += port.elements();
            stacks.add(stack);
        }
        return stacks;
    }

    /// {@return the rows of all ports as vectors}
    static Batch pack(List<DesignPort> ports, List<Stack> stacks) {
        int width = ports.stream().mapToInt(DesignPort::elements).sum();
        int count = stacks.getFirst().rows();
        long[] values = new long[Math.multiplyExact(width, count)];
        int offset = 0;
        for (int i = 0; i < ports.size(); i++) {
            int elements = ports.get(i).elements();
            for (int row = 0; row < count; row++) {
                System.arraycopy(stacks.get(i).values(), row * elements, values, row * width + offset, elements);
            }
            offset += elements;
        }
        return new Batch(ports, count, values);
    }

    @Override
    public Map<String, long[]> between(Batch vector) {
        List<IntTensor> inputs = new ArrayList<>();
        List<Stack> stacks = unpack(vector);
        for (int i = 0; i < stacks.size(); i++) {
            Shape shape = compiled.hardware().inputs().get(i).value().shape();
            inputs.add(stacks.get(i).slice(0, 1, shape));
        }
        Map<String, long[]> values = new HashMap<>();
        for (Map.Entry<Value, Tensor> entry :
                Interpreter.trace(compiled.hardware(), inputs).entrySet()) {
            if (entry.getValue() instanceof IntTensor integers && integers.fitsLong()) {
                values.put(entry.getKey().name(), integers.toLongs());
            }
        }
        return values;
    }
}
