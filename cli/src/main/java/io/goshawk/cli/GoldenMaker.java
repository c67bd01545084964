package io.goshawk.cli;

import io.goshawk.codegen.GoldenVectors;
import io.goshawk.harness.Batch;
import io.goshawk.harness.DesignPort;
import io.goshawk.harness.Vectors;
import io.goshawk.ir.Graph;
import io.goshawk.ir.eval.Interpreter;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.tensor.IntTensor;
import io.goshawk.passes.Compiler.Compiled;
import java.util.ArrayList;
import java.util.List;

/// Makes the golden vectors of a design's own test bench: the same for the same network, every time.
final class GoldenMaker {
    private static final long SEED = 1;

    private GoldenMaker() {}

    /// {@return `count` vectors, corners first, with what the interpreter makes of them}
    static GoldenVectors make(Compiled compiled, int count) {
        Graph<IntegerOp> hardware = compiled.hardware();
        List<DesignPort> ports = ports(compiled);
        Batch batch = Vectors.mixed(ports, TieVectors.of(hardware, ports, count / 4, SEED), count, SEED);
        List<List<IntTensor>> inputs = new ArrayList<>();
        for (int i = 0; i < batch.count(); i++) {
            List<IntTensor> tensors = new ArrayList<>();
            for (int port = 0; port < ports.size(); port++) {
                tensors.add(IntTensor.of(ports.get(port).shape(), batch.vector(i, port)));
            }
            inputs.add(tensors);
        }
        List<List<IntTensor>> outputs = inputs.parallelStream()
                .map(tensors -> Interpreter.runIntegers(hardware, tensors))
                .toList();
        return new GoldenVectors(inputs, outputs);
    }

    private static List<DesignPort> ports(Compiled compiled) {
        List<DesignPort> ports = new ArrayList<>();
        for (int i = 0; i < compiled.hardware().inputs().size(); i++) {
            Graph.Port port = compiled.hardware().inputs().get(i);
            var type = port.value().type().intElement();
            ports.add(new DesignPort(
                    port.name(),
                    port.name(),
                    port.value().shape(),
                    type,
                    DesignDocument.clampOf(compiled.hostIn(), i).orElse(type.range())));
        }
        return ports;
    }
}
