package io.goshawk.frontend.onnxtxt;

import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.AttributeContext;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.AttributesContext;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.DeclaredContext;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.GraphContext;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.NamesContext;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.NodeContext;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.NodesContext;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.ParameterContext;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.QualifiedContext;
import io.goshawk.frontend.protos.GraphProto;
import io.goshawk.frontend.protos.NodeProto;
import io.goshawk.frontend.protos.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;

/// Graphs: typed inputs and outputs, values declared and initialised, nodes. A mistake in one of these does not keep
/// the others from being read.
final class GraphText {
    private final Source source;
    private final AttributeText attributes = new AttributeText(this);

    GraphText(Source source) {
        this.source = source;
    }

    GraphProto read(GraphContext tree) {
        GraphProto.Builder graph = GraphProto.newBuilder().setName(TypeText.name(tree.name()));
        if (tree.parameters() != null) {
            each(tree.parameters().parameter(), parameter -> parameter(parameter, true, graph));
        }
        each(tree.outputs().declared(), output -> graph.addOutput(declared(output)));
        if (tree.declarations() != null) {
            each(tree.declarations().parameter(), parameter -> parameter(parameter, false, graph));
        }
        nodes(tree.nodes(), graph::addNode);
        return graph.build();
    }

    /// Reads each of `trees`, and reports those that cannot be.
    <T extends ParserRuleContext> void each(List<T> trees, Consumer<T> reader) {
        for (T tree : trees) {
            try {
                reader.accept(tree);
            } catch (Mistake mistake) {
                source.report(mistake);
            }
        }
    }

    /// An initialised input is both an input and an initialiser; elsewhere, what is initialised is that alone.
    private static void parameter(ParameterContext tree, boolean input, GraphProto.Builder graph) {
        ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(TypeText.name(tree.name()));
        if (tree.type() != null) {
            value.setType(TypeText.read(tree.type()));
        }
        if (input) {
            graph.addInput(value);
        } else if (tree.data() == null) {
            graph.addValueInfo(value);
        }
        if (tree.data() != null) {
            if (tree.type() == null) {
                throw new Mistake(tree.getStart(), "the initialiser `" + value.getName() + "` has no type");
            }
            graph.addInitializer(TensorText.read(tree.type(), value.getName(), tree.data()));
        }
    }

    static ValueInfoProto declared(DeclaredContext tree) {
        ValueInfoProto.Builder value = ValueInfoProto.newBuilder().setName(TypeText.name(tree.name()));
        if (tree.type() != null) {
            value.setType(TypeText.read(tree.type()));
        }
        return value.build();
    }

    void nodes(NodesContext tree, Consumer<NodeProto> receiver) {
        if (tree.DATA() != null && new Elements(tree.DATA().getText()).next()) {
            source.report(
                    new Mistake(tree.getStart(), "expected nodes, such as `y = Relu(x)`, found elements of a tensor"));
        }
        each(tree.node(), node -> receiver.accept(node(node)));
    }

    private NodeProto node(NodeContext tree) {
        NodeProto.Builder node = NodeProto.newBuilder();
        if (tree.label != null) {
            node.setName(TypeText.name(tree.label));
        }
        List<String> path = words(tree.qualified());
        node.setDomain(String.join(".", path.subList(0, path.size() - 1)));
        node.setOpType(path.getLast());
        if (tree.overload != null) {
            node.setOverload(tree.overload.getText());
        }
        node.addAllOutput(names(tree.results)).addAllInput(names(tree.arguments));
        if (tree.attributes().size() > 1) {
            throw new Mistake(tree.attributes(1).getStart(), "attributes stand before the inputs or behind, not both");
        }
        for (AttributesContext list : tree.attributes()) {
            each(list.attribute(), attribute -> node.addAttribute(attribute(attribute)));
        }
        return node.build();
    }

    io.goshawk.frontend.protos.AttributeProto attribute(AttributeContext tree) {
        return attributes.read(tree);
    }

    static List<String> words(QualifiedContext tree) {
        return tree.word().stream().map(ParserRuleContext::getText).collect(Collectors.toList());
    }

    /// Nothing between two commas is a value that is left out; nothing behind the last one is nothing.
    private static List<String> names(NamesContext tree) {
        List<String> names = new ArrayList<>();
        tree.slot().forEach(slot -> names.add(slot.name() == null ? "" : TypeText.name(slot.name())));
        if (tree.slot().getLast().name() == null) {
            names.removeLast();
        }
        return names;
    }
}
