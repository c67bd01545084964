package io.goshawk.codegen.loops;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.tensor.IntTensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An integer graph as loops over arrays: what the C++ and the HLS backend have in common. Reshapes are gone.
///
/// @param constants arrays of weights and other constant tensors that a layer or an output reads
/// @param layers in an order in which each follows what it reads
public record LoopProgram(
        List<Input> inputs, List<Output> outputs, List<ConstantArray> constants, List<LoopLayer> layers) {
    public LoopProgram {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        constants = List.copyOf(constants);
        layers = List.copyOf(layers);
    }

    /// An array that the caller fills.
    public record Input(Graph.Port port, Buffer buffer) {}

    /// An array that the program fills: a layer writes it, or it is copied from `source`.
    public record Output(Graph.Port port, Buffer buffer, Optional<Buffer> source) {}

    /// A constant tensor; a matrix of weights has rank 2, everything else is flat.
    public record ConstantArray(Buffer buffer, IntTensor data, Location at) {}

    /// {@return the arrays between the layers, in order; those that are ports are not among them}
    public List<Buffer> locals() {
        List<Buffer> ports = outputs.stream().map(Output::buffer).toList();
        return layers.stream()
                .map(layer -> layer.head().output())
                .filter(buffer -> !ports.contains(buffer))
                .toList();
    }

    /// {@return every array of the program but the constants}
    public Stream<Buffer> buffers() {
        return Stream.of(
                        inputs.stream().map(Input::buffer),
                        layers.stream().map(layer -> layer.head().output()),
                        outputs.stream().map(Output::buffer))
                .flatMap(stream -> stream)
                .distinct();
    }

    /// {@return how many multiplications one vector takes}
    public long macs() {
        return layers.stream().mapToLong(LoopProgram::macs).sum();
    }

    /// {@return how many multiplications `layer` takes for one vector}
    public static long macs(LoopLayer layer) {
        return layer instanceof LoopLayer.Product product
                ? (long) product.rows() * product.depth() * product.columns()
                : 0;
    }
}
