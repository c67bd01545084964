package io.goshawk.frontend.export;

import io.goshawk.frontend.model.ElementTypes;
import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.protos.GraphProto;
import io.goshawk.frontend.protos.ModelProto;
import io.goshawk.frontend.protos.OperatorSetIdProto;
import io.goshawk.frontend.protos.TensorShapeProto;
import io.goshawk.frontend.protos.TypeProto;
import io.goshawk.frontend.protos.ValueInfoProto;
import io.goshawk.ir.Graph;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.onnx.Constant;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.elementwise.ElementwiseOp;
import io.goshawk.ir.onnx.indexing.IndexingOp;
import io.goshawk.ir.onnx.linear.LinearOp;
import io.goshawk.ir.onnx.normalization.NormalizationOp;
import io.goshawk.ir.onnx.quantization.QuantizationOp;
import io.goshawk.ir.onnx.reduction.ReductionOp;
import io.goshawk.ir.onnx.spatial.SpatialOp;
import io.goshawk.ir.shape.Reshape;
import io.goshawk.ir.shape.ShapeOp;
import java.util.List;
import java.util.Optional;

/// Writes a graph of the onnx dialect as an ONNX model, each operation as the operator that it was imported from.
public final class GraphWriter {
    /// The oldest version of the file format for each opset from 21 on.
    private static final List<Integer> FORMATS = List.of(10, 10, 11, 12, 13);

    private final Graph<OnnxOp> graph;
    private final Diagnostics diagnostics;
    private final GraphProto.Builder proto = GraphProto.newBuilder();
    private final Out out;
    private final Biases biases;

    private GraphWriter(Graph<OnnxOp> graph, Diagnostics diagnostics) {
        this.graph = graph;
        this.diagnostics = diagnostics;
        this.out = new Out(proto, diagnostics);
        this.biases = new Biases(graph);
    }

    /// {@return the model; whole only where nothing was reported}
    /// @param producer the program that wrote it, with its version
    public static ModelProto write(Graph<OnnxOp> graph, String producer, String version, Diagnostics diagnostics) {
        return new GraphWriter(graph, diagnostics).model(producer, version);
    }

    private ModelProto model(String producer, String version) {
        proto.setName(graph.name());
        graph.inputs().forEach(port -> {
            out.name(port.value(), port.name());
            attempt(() -> proto.addInput(info(port)));
        });
        for (Graph.Port port : graph.outputs()) {
            out.reserve(port.name());
            attempt(() -> proto.addOutput(info(port)));
        }
        for (Graph.Port port : graph.outputs()) {
            boolean computed = !out.isNamed(port.value()) && !isConstant(port.value());
            if (computed) {
                out.name(port.value(), port.name());
            }
        }
        graph.nodes().forEach(node -> attempt(() -> write(node)));
        graph.outputs().stream()
                .filter(port -> !out.name(port.value()).equals(port.name()))
                .forEach(this::copy);
        ModelProto.Builder model = ModelProto.newBuilder()
                .setProducerName(producer)
                .setProducerVersion(version)
                .setGraph(proto);
        out.opsets()
                .forEach((domain, opset) -> model.addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(opset)));
        return model.setIrVersion(FORMATS.get(Math.min(out.opsets().get("") - 21, FORMATS.size() - 1)))
                .build();
    }

    private boolean isConstant(Value value) {
        return graph.nodes().stream().anyMatch(node -> node.result().equals(value) && node.op() instanceof Constant);
    }

    /// An input, a constant or an output given out under another name.
    private void copy(Graph.Port port) {
        String source = out.name(port.value());
        proto.addNode(io.goshawk.frontend.protos.NodeProto.newBuilder()
                .setOpType("Identity")
                .setName(out.unique("output_" + port.name()))
                .addInput(source)
                .addOutput(port.name()));
    }

    private ValueInfoProto info(Graph.Port port) {
        TensorType type = port.value().type();
        out.needs(type.element());
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        type.shape().extents().forEach(extent -> shape.addDimBuilder().setDimValue(extent));
        return ValueInfoProto.newBuilder()
                .setName(port.name())
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(ElementTypes.number(type.element(), port.at()))
                                .setShape(shape)))
                .build();
    }

    private void write(Graph.Node<OnnxOp> node) {
        if (biases.skips(node.result())) {
            if (node.op() instanceof Reshape reshape) {
                out.sameElements(node.result(), reshape.input());
            }
            return;
        }
        Optional<Biases.Biased> biased = biases.endedBy(node.result());
        if (biased.isPresent()) {
            Graph.Node<OnnxOp> convolution = biased.get().convolution();
            out.begin(node.result(), convolution.at());
            out.needs(node.result().type().element());
            SpatialExport.write(
                    (SpatialOp) convolution.op(), Optional.of(biased.get().bias()), out);
            return;
        }
        if (!(node.op() instanceof Constant)) {
            out.begin(node.result(), node.at());
            out.needs(node.result().type().element());
        }
        if (node.op() instanceof Reshape reshape) {
            out.sameElements(node.result(), reshape.input());
        }
        switch (node.op()) {
            case Constant constant -> out.hold(node.result(), constant);
            case ShapeOp op -> ShapeExport.write(op, out);
            case ElementwiseOp op -> ElementwiseExport.write(op, out);
            case LinearOp op -> LinearExport.write(op, out);
            case SpatialOp op -> SpatialExport.write(op, Optional.empty(), out);
            case NormalizationOp op -> NormalizationExport.write(op, out);
            case ReductionOp op -> ReductionExport.write(op, out);
            case IndexingOp op -> IndexingExport.write(op, out);
            case QuantizationOp op -> QuantizationExport.write(op, out);
        }
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (Unconvertible refusal) {
            refusal.reason().ifPresent(diagnostics::add);
        }
    }
}
