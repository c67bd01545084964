package io.goshawk.frontend;

import io.goshawk.frontend.protos.AttributeProto;
import io.goshawk.frontend.protos.FunctionProto;
import io.goshawk.frontend.protos.GraphProto;
import io.goshawk.frontend.protos.NodeProto;
import io.goshawk.frontend.protos.OperatorSetIdProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The nodes of a function as one call of it means them: attributes that refer to those of the call are replaced, and
/// inputs that the call leaves out are left out.
final class FunctionBody {
    private final FunctionProto function;
    private final Map<String, AttributeProto> given = new HashMap<>();
    private final Set<String> absent;

    /// @param absent the function's inputs that the call leaves out
    FunctionBody(FunctionProto function, NodeProto call, Set<String> absent) {
        this.function = function;
        this.absent = absent;
        function.getAttributeProtoList().forEach(attribute -> given.put(attribute.getName(), attribute));
        call.getAttributeList().forEach(attribute -> given.put(attribute.getName(), attribute));
    }

    /// {@return the version of the standard operators that the function is written in, where it says so}
    Optional<Integer> opset() {
        OptionalInt version = function.getOpsetImportList().stream()
                .filter(opset -> Catalogue.isStandard(opset.getDomain()))
                .mapToLong(OperatorSetIdProto::getVersion)
                .mapToInt(number -> Math.clamp(number, Opset.OLDEST, Opset.NEWEST))
                .max();
        return version.isPresent() ? Optional.of(version.getAsInt()) : Optional.empty();
    }

    List<NodeProto> nodes() {
        return function.getNodeList().stream().map(this::bound).toList();
    }

    private NodeProto bound(NodeProto node) {
        NodeProto.Builder changed = node.toBuilder().clearAttribute().clearInput();
        node.getInputList().forEach(input -> changed.addInput(absent.contains(input) ? "" : input));
        for (AttributeProto attribute : node.getAttributeList()) {
            String reference = attribute.getRefAttrName();
            if (reference.isEmpty()) {
                changed.addAttribute(inside(attribute));
            } else if (given.containsKey(reference)) {
                changed.addAttribute(given.get(reference).toBuilder().setName(attribute.getName()));
            }
        }
        return changed.build();
    }

    private AttributeProto inside(AttributeProto attribute) {
        if (!attribute.hasG() && attribute.getGraphsCount() == 0) {
            return attribute;
        }
        AttributeProto.Builder changed = attribute.toBuilder();
        if (attribute.hasG()) {
            changed.setG(bound(attribute.getG()));
        }
        changed.clearGraphs()
                .addAllGraphs(
                        attribute.getGraphsList().stream().map(this::bound).toList());
        return changed.build();
    }

    private GraphProto bound(GraphProto graph) {
        return graph.toBuilder()
                .clearNode()
                .addAllNode(graph.getNodeList().stream().map(this::bound).toList())
                .build();
    }
}
