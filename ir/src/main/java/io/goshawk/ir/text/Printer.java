package io.goshawk.ir.text;

import io.goshawk.ir.Affine;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.Op;
import io.goshawk.ir.Value;
import java.util.List;
import java.util.regex.Pattern;

/// Writes graphs as text that [Parser] reads back equal. Stable: equal graphs give equal text.
public final class Printer {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_.$/-]+");

    private final TextWriter out = new TextWriter();
    private final boolean locations;

    private Printer(boolean locations) {
        this.locations = locations;
    }

    /// {@return the text of `graph`, with the table of its large tensors}
    public static String print(Graph<? extends Op> graph) {
        return print(new GhkFile(List.of(graph)));
    }

    /// {@return the text of `file`: its graphs in order, then the table of their large tensors}
    public static String print(GhkFile file) {
        return new Printer(true).file(file);
    }

    /// {@return the text of `graph` without locations, for reading; the parser gives it others}
    public static String printBare(Graph<? extends Op> graph) {
        return new Printer(false).file(new GhkFile(List.of(graph)));
    }

    /// {@return the name of an operation in text, such as `integer.mat-mul`}
    public static String nameOf(Op op) {
        return RecordText.of(op.getClass()).operationName();
    }

    private String file(GhkFile file) {
        String separator = "";
        for (Graph<? extends Op> graph : file.graphs()) {
            out.append(separator);
            graph(graph);
            separator = "\n";
        }
        if (!out.resources().isEmpty()) {
            out.append("\n");
        }
        out.resources().forEach((tensor, name) -> {
            out.append("resource " + name + ": " + TensorBytes.kind(tensor) + " " + tensor.shape());
            out.append(" = \"").append(TensorBytes.encode(tensor)).append("\"\n");
        });
        return out.toString();
    }

    private void graph(Graph<? extends Op> graph) {
        out.append("graph @");
        if (PLAIN_NAME.matcher(graph.name()).matches()) {
            out.append(graph.name());
        } else {
            out.quote(graph.name());
        }
        out.append("(");
        String separator = "";
        for (Graph.Port port : graph.inputs()) {
            out.append(separator)
                    .append(port.value().name())
                    .append(" ")
                    .quote(port.name())
                    .append(": ");
            TypeTexts.print(port.value().type(), out);
            meaning(port);
            separator = ", ";
        }
        out.append(") {\n");
        graph.nodes().forEach(this::node);
        out.append("  return");
        separator = " ";
        for (Graph.Port port : graph.outputs()) {
            out.append(separator).append(port.value().name()).append(" ").quote(port.name());
            meaning(port);
            separator = ", ";
        }
        out.append("\n}\n");
    }

    private void meaning(Graph.Port port) {
        port.meaning().ifPresent(map -> {
            out.append(" means ");
            RecordText.of(Affine.class).print(map, out);
        });
        location(port.at());
    }

    private void location(Location at) {
        if (locations) {
            LocationText.print(at, out.append(" at "));
        }
    }

    private void node(Graph.Node<? extends Op> node) {
        RecordText text = RecordText.of(node.op().getClass());
        out.append("  ").append(node.result().name()).append(" = ").append(text.operationName());
        operands(text, node.op());
        if (!text.attributes().isEmpty()) {
            out.append(" {");
            text.printFields(node.op(), out);
            out.append("}");
        }
        out.append(" : ");
        TypeTexts.print(node.result().type(), out);
        location(node.at());
        out.append("\n");
    }

    private void operands(RecordText text, Op op) {
        String separator = " ";
        for (Component component : text.components()) {
            List<?> values = switch (component.role()) {
                case OPERAND -> List.of(component.of(op));
                case OPERANDS -> (List<?>) component.of(op);
                case ATTRIBUTE -> List.of();
            };
            for (Object value : values) {
                out.append(separator).append(((Value) value).name());
                separator = ", ";
            }
        }
    }
}
