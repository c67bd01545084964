package io.goshawk.codegen.loops;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.tensor.IntTensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An integer graph as loops over arrays: what the C++ and the HLS backend have in common. Reshapes are
/// gone.
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
    public record Input(Graph.Port port, Buffer buffer) {
        /// {@return what it is, for a comment}
        public String says() {
            return portSays("input", port, buffer);
        }
    }

    /// An array that the program fills: a layer writes it, or it is copied from `source`.
    public record Output(Graph.Port port, Buffer buffer, Optional<Buffer> source) {
        /// {@return what it is, for a comment}
        public String says() {
            return portSays("output", port, buffer);
        }
    }

    private static String portSays(String direction, Graph.Port port, Buffer buffer) {
        String says = "%s \"%s\": %s, %s, row-major".formatted(direction, port.name(), buffer.shape(), buffer.type());
        return says + port.meaning().map(map -> "; " + CText.meaning(map)).orElse("");
    }

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

    /// {@return the input arrays that nothing reads}
    public List<Buffer> unusedInputs() {
        List<Buffer> read = Stream.concat(
                        layers.stream().flatMap(LoopProgram::reads),
                        outputs.stream().flatMap(output -> output.source().stream()))
                .toList();
        return inputs.stream()
                .map(Input::buffer)
                .filter(buffer -> !read.contains(buffer))
                .toList();
    }

    private static Stream<Buffer> reads(LoopLayer layer) {
        return layer.reads().stream().map(LoopLayer.Read::buffer);
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
        return switch (layer) {
            case LoopLayer.Product product -> (long) product.rows() * product.depth() * product.columns();
            case LoopLayer.Convolution conv ->
                (long) conv.head().output().size() * conv.depth() * conv.loops().taps();
            case TransformerLayer.BatchProduct product ->
                (long) product.head().output().size() * product.depth();
            case LoopLayer.Pool _,
                    LoopLayer.Addition _,
                    LoopLayer.Concatenation _,
                    LoopLayer.Selection _,
                    LoopLayer.Requantization _,
                    LoopLayer.FirstMaximum _,
                    LoopLayer.Rearrangement _,
                    TransformerLayer _ -> 0;
        };
    }
}
