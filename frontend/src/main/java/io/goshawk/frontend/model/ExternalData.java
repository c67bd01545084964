package io.goshawk.frontend.model;

import com.google.protobuf.ByteString;
import io.goshawk.frontend.protos.AttributeProto;
import io.goshawk.frontend.protos.FunctionProto;
import io.goshawk.frontend.protos.GraphProto;
import io.goshawk.frontend.protos.ModelProto;
import io.goshawk.frontend.protos.NodeProto;
import io.goshawk.frontend.protos.SparseTensorProto;
import io.goshawk.frontend.protos.TensorProto;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Diagnostics;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Brings tensors whose data lies in other files (ONNX, External Data) into the model, as if they had never left.
///
/// What cannot be brought in is reported here and stays external, so that [TensorReader] passes it over in silence.
public final class ExternalData {
    private final String model;
    private final Optional<ModelFolder> folder;
    private final Diagnostics diagnostics;

    private ExternalData(String model, Optional<ModelFolder> folder, Diagnostics diagnostics) {
        this.model = model;
        this.folder = folder;
        this.diagnostics = diagnostics;
    }

    /// {@return `proto` with the data of its tensors inside, mapped from the files rather than copied}
    ///
    /// @param model names the model in diagnostics
    /// @param folder where the model lies, outside of which nothing is read; none for a model that came as bytes
    /// @param diagnostics receives every tensor whose data cannot be had
    public static ModelProto inlined(ModelProto proto, String model, Optional<Path> folder, Diagnostics diagnostics) {
        if (!anywhere(proto)) {
            return proto;
        }
        Optional<ModelFolder> files = folder.map(ModelFolder::new);
        ExternalData external = new ExternalData(model, files, diagnostics);
        ModelProto.Builder changed = proto.toBuilder().setGraph(external.graph(proto.getGraph()));
        for (int i = 0; i < proto.getFunctionsCount(); i++) {
            FunctionProto function = proto.getFunctions(i);
            if (anywhere(function.getNodeList())) {
                List<NodeProto> nodes =
                        function.getNodeList().stream().map(external::node).toList();
                changed.setFunctions(i, function.toBuilder().clearNode().addAllNode(nodes));
            }
        }
        return changed.build();
    }

    private static boolean anywhere(ModelProto proto) {
        return anywhere(proto.getGraph())
                || proto.getFunctionsList().stream().anyMatch(function -> anywhere(function.getNodeList()));
    }

    private static boolean anywhere(GraphProto graph) {
        return graph.getInitializerList().stream().anyMatch(ExternalData::isExternal)
                || graph.getSparseInitializerList().stream().anyMatch(ExternalData::isExternal)
                || anywhere(graph.getNodeList());
    }

    private static boolean anywhere(List<NodeProto> nodes) {
        return nodes.stream().flatMap(node -> node.getAttributeList().stream()).anyMatch(ExternalData::anywhere);
    }

    private static boolean anywhere(AttributeProto attribute) {
        return isExternal(attribute.getT())
                || attribute.getTensorsList().stream().anyMatch(ExternalData::isExternal)
                || isExternal(attribute.getSparseTensor())
                || (attribute.hasG() && anywhere(attribute.getG()))
                || attribute.getGraphsList().stream().anyMatch(ExternalData::anywhere);
    }

    private static boolean isExternal(SparseTensorProto sparse) {
        return isExternal(sparse.getValues()) || isExternal(sparse.getIndices());
    }

    static boolean isExternal(TensorProto tensor) {
        return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
    }

    private GraphProto graph(GraphProto graph) {
        if (!anywhere(graph)) {
            return graph;
        }
        return graph.toBuilder()
                .clearInitializer()
                .addAllInitializer(changed(graph.getInitializerList(), this::initialiser))
                .clearSparseInitializer()
                .addAllSparseInitializer(changed(graph.getSparseInitializerList(), this::sparse))
                .clearNode()
                .addAllNode(changed(graph.getNodeList(), this::node))
                .build();
    }

    private static <T> List<T> changed(List<T> parts, UnaryOperator<T> change) {
        return parts.stream().map(change).toList();
    }

    private NodeProto node(NodeProto node) {
        if (!anywhere(List.of(node))) {
            return node;
        }
        String owner = node.getName().isEmpty() ? node.getOpType() : node.getName();
        return node.toBuilder()
                .clearAttribute()
                .addAllAttribute(changed(node.getAttributeList(), attribute -> attribute(attribute, owner)))
                .build();
    }

    private AttributeProto attribute(AttributeProto attribute, String owner) {
        if (!anywhere(attribute)) {
            return attribute;
        }
        String what = "attribute \"" + attribute.getName() + "\"";
        AttributeProto.Builder changed = attribute.toBuilder();
        if (attribute.hasT()) {
            changed.setT(tensor(attribute.getT(), owner, what));
        }
        if (attribute.hasSparseTensor()) {
            changed.setSparseTensor(sparse(attribute.getSparseTensor()));
        }
        if (attribute.hasG()) {
            changed.setG(graph(attribute.getG()));
        }
        return changed.clearTensors()
                .addAllTensors(changed(attribute.getTensorsList(), tensor -> tensor(tensor, owner, what)))
                .clearGraphs()
                .addAllGraphs(changed(attribute.getGraphsList(), this::graph))
                .build();
    }

    private TensorProto initialiser(TensorProto tensor) {
        return tensor(tensor, tensor.getName(), "initialiser \"" + tensor.getName() + "\"");
    }

    private SparseTensorProto sparse(SparseTensorProto sparse) {
        if (!isExternal(sparse)) {
            return sparse;
        }
        String name = sparse.getValues().getName();
        String what = "sparse initialiser \"" + name + "\"";
        return sparse.toBuilder()
                .setValues(tensor(sparse.getValues(), name, what))
                .setIndices(tensor(sparse.getIndices(), name, what))
                .build();
    }

    private TensorProto tensor(TensorProto tensor, String owner, String what) {
        if (!isExternal(tensor)) {
            return tensor;
        }
        Location at = new Location.OnnxValue(model, owner);
        try {
            ExternalPlace place = ExternalPlace.of(tensor.getExternalDataList(), at, what);
            ByteString data = folder.orElseThrow(() -> place.refused("and the model came without a folder")
                            .hint("give the model as a file, beside \"" + place.location() + "\""))
                    .read(place);
            return tensor.toBuilder()
                    .setRawData(data)
                    .clearExternalData()
                    .clearDataLocation()
                    .build();
        } catch (Unconvertible refusal) {
            refusal.reason().ifPresent(diagnostics::add);
            return tensor;
        }
    }
}
