package io.goshawk.frontend.tflite;

import io.goshawk.frontend.model.Extents;
import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a TensorFlow Lite file says, checked: its main graph. Field numbers are those of the published
/// schema, version 3.
///
/// @param tensors, operators in the order of the file; an operator follows what it reads
/// @param inputs, outputs numbers of tensors
record TfliteModel(
        List<TfliteTensor> tensors, List<TfliteNode> operators, List<Integer> inputs, List<Integer> outputs) {
    private static final int VERSION = 3;

    TfliteModel {
        tensors = List.copyOf(tensors);
        operators = List.copyOf(operators);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /// {@return the model in `file`}
    /// @throws Unconvertible if it is cut off, damaged or of another version
    static TfliteModel read(ByteBuffer file, String model, Diagnostics diagnostics) {
        try {
            return new Reader(file, model, diagnostics).read();
        } catch (IndexOutOfBoundsException | ArithmeticException | IllegalArgumentException _) {
            throw Unconvertible.because(damaged(file.remaining(), model));
        }
    }

    /// {@return what to say of a file of `size` bytes that points outside itself}
    static Diagnostic damaged(int size, String model) {
        return Diagnostic.of(
                        Code.NOT_A_MODEL,
                        new Location.Whole(model),
                        "the TensorFlow Lite file is cut off or damaged: its tables point outside its " + size
                                + " bytes")
                .hint("export or download the model again");
    }

    private static final class Reader {
        private final FlatTable root;
        private final String model;
        private final Diagnostics diagnostics;

        Reader(ByteBuffer file, String model, Diagnostics diagnostics) {
            this.root = FlatTable.root(file);
            this.model = model;
            this.diagnostics = diagnostics;
        }

        TfliteModel read() {
            Location whole = new Location.Whole(model);
            int version = root.integer(0, 0);
            if (version != VERSION) {
                throw Unconvertible.because(
                                Code.UNSUPPORTED_OPSET, whole, "the file is of version " + version + " of its format")
                        .hint("convert the model again with TensorFlow 2, which writes version 3");
            }
            List<FlatTable> graphs = root.tables(2);
            if (graphs.isEmpty()) {
                throw Unconvertible.because(Code.EMPTY_GRAPH, whole, "the model has no graph");
            }
            if (graphs.size() > 1) {
                diagnostics.add(
                        Diagnostic.of(Code.UNSUPPORTED_FEATURE, whole, "the model has " + graphs.size() + " graphs")
                                .hint("export it without control flow: one graph is understood"));
            }
            FlatTable graph = graphs.getFirst();
            return new TfliteModel(tensors(graph), operators(graph), graph.integers(1), graph.integers(2));
        }

        private List<TfliteTensor> tensors(FlatTable graph) {
            List<FlatTable> buffers = root.tables(4);
            List<TfliteTensor> tensors = new ArrayList<>();
            for (FlatTable table : graph.tables(0)) {
                tensors.add(tensor(table, buffers));
            }
            return tensors;
        }

        private TfliteTensor tensor(FlatTable table, List<FlatTable> buffers) {
            String name = table.text(3);
            Location at = new Location.OnnxValue(model, name);
            TensorKind kind = TensorKind.of(table.octet(1))
                    .orElseThrow(() -> Unconvertible.because(
                                    Code.UNSUPPORTED_FEATURE, at, "a tensor has elements of type " + table.octet(1))
                            .hint("float32, float16, bool and integers of 8 to 64 bits are understood"));
            List<Long> dims = table.integers(0).stream().map(Integer::longValue).toList();
            Shape shape = Extents.shape(dims, at, "the tensor");
            Optional<FlatTable> quantization = table.table(4);
            List<Float> scales = quantization.map(q -> q.numbers(2)).orElse(List.of());
            List<Long> zeros = quantization.map(q -> q.longs(3)).orElse(List.of());
            int axis = quantization.map(q -> q.integer(6, 0)).orElse(0);
            check(at, shape, scales, zeros, axis);
            return new TfliteTensor(at, name, shape, kind, data(table, buffers, at, shape, kind), scales, zeros, axis);
        }

        private void check(Location at, Shape shape, List<Float> scales, List<Long> zeros, int axis) {
            boolean perAxis = scales.size() > 1;
            if (scales.size() != zeros.size()
                    || (perAxis && (axis < 0 || axis >= shape.rank() || shape.extent(axis) != scales.size()))) {
                throw Unconvertible.because(
                                Code.BAD_SCALE,
                                at,
                                scales.size() + " scales and " + zeros.size() + " zero points along axis " + axis
                                        + " of a tensor of shape [" + shape + "]")
                        .hint("convert the model again");
            }
            if (scales.stream().anyMatch(scale -> !Float.isFinite(scale) || scale <= 0)) {
                diagnostics.add(Diagnostic.of(Code.BAD_SCALE, at, "the scales " + brief(scales) + " must be positive")
                        .hint("convert the model again with representative data"));
            }
        }

        private static String brief(List<Float> scales) {
            return scales.size() <= 4 ? scales.toString() : scales.subList(0, 4) + "…";
        }

        private static Optional<ByteBuffer> data(
                FlatTable table, List<FlatTable> buffers, Location at, Shape shape, TensorKind kind) {
            int number = table.integer(2, 0);
            ByteBuffer bytes =
                    number == 0 ? ByteBuffer.allocate(0) : buffers.get(number).bytes(0);
            if (!bytes.hasRemaining()) {
                return Optional.empty();
            }
            if (bytes.remaining() != (long) shape.size() * kind.size()) {
                throw Unconvertible.because(
                                Code.BAD_TENSOR_DATA,
                                at,
                                bytes.remaining() + " bytes of data for a tensor of shape [" + shape + "] and type "
                                        + kind)
                        .hint("export or download the model again");
            }
            return Optional.of(bytes);
        }

        private List<TfliteNode> operators(FlatTable graph) {
            List<FlatTable> codes = root.tables(1);
            List<TfliteNode> nodes = new ArrayList<>();
            for (FlatTable table : graph.tables(3)) {
                FlatTable code = codes.get(table.integer(0, 0));
                // Numbers above 127 found no room in the byte that the field was once; the larger of the two holds.
                int number = Math.max(code.octet(0), code.integer(3, 0));
                String custom = code.text(1);
                String name = custom.isEmpty() ? BuiltinNames.of(number) : custom;
                Location at = new Location.OnnxNode(
                        model, name.toLowerCase(java.util.Locale.ROOT) + "_" + nodes.size(), name);
                nodes.add(new TfliteNode(at, name, table.integers(1), table.integers(2), table.table(4)));
            }
            return nodes;
        }
    }
}
