package io.goshawk.frontend.onnxtxt;

import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.AttributeContext;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.LiteralContext;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.SingleContext;
import io.goshawk.frontend.protos.AttributeProto;
import io.goshawk.frontend.protos.AttributeProto.AttributeType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/// Attributes of nodes: `axis = 1`, `alpha: float = 2`, `perm = [1, 0]`, `value = int64[1] {5}`, subgraphs, types, and
/// references to attributes of the function around (`@name`).
final class AttributeText {
    private final GraphText graphs;

    AttributeText(GraphText graphs) {
        this.graphs = graphs;
    }

    AttributeProto read(AttributeContext tree) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(TypeText.name(tree.name()));
        Optional<AttributeType> stated = Optional.ofNullable(tree.kind).map(word -> kind(word.getStart()));
        stated.ifPresent(attribute::setType);
        if (tree.value().single() != null) {
            single(tree.value().single(), stated, attribute);
        } else {
            list(tree, stated, attribute);
        }
        return attribute.build();
    }

    private static AttributeType kind(Token word) {
        for (AttributeType type : AttributeType.values()) {
            if (type != AttributeType.UNDEFINED && label(type).equals(word.getText())) {
                return type;
            }
        }
        throw new Mistake(word, "there is no kind of attribute called `" + word.getText() + "`")
                .hint("kinds are float, int, string, tensor, graph, type_proto, and each with an s for a list");
    }

    private static String label(AttributeType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private void single(SingleContext tree, Optional<AttributeType> stated, AttributeProto.Builder attribute) {
        if (tree.reference() != null) {
            attribute.setRefAttrName(TypeText.name(tree.reference().name()));
            return;
        }
        AttributeType found = kind(tree);
        boolean widened = found == AttributeType.INT && stated.equals(Optional.of(AttributeType.FLOAT));
        AttributeType type = widened ? AttributeType.FLOAT : found;
        checkKind(tree, stated.orElse(type), type);
        attribute.setType(type);
        switch (type) {
            case INT -> attribute.setI(integer(tree));
            case FLOAT -> attribute.setF(number(tree));
            case STRING -> attribute.setS(Source.bytes(Source.unquoted(tree.getText())));
            case TENSOR -> attribute.setT(tensor(tree));
            case TYPE_PROTO -> attribute.setTp(TypeText.read(tree.type()));
            default -> attribute.setG(graphs.read(tree.graph()));
        }
    }

    private void list(AttributeContext tree, Optional<AttributeType> stated, AttributeProto.Builder attribute) {
        List<SingleContext> items = tree.value().list().single();
        if (items.isEmpty() && stated.isEmpty()) {
            throw new Mistake(tree.value().getStart(), "an empty list says nothing of its kind")
                    .hint("write it as in `" + attribute.getName() + ": ints = []`");
        }
        AttributeType type = stated.orElseGet(() -> listOf(kind(items.getFirst()), items.getFirst()));
        attribute.setType(type);
        if (!type.name().endsWith("S")) {
            throw new Mistake(tree.value().getStart(), "a list where `" + label(type) + "` was stated");
        }
        items.forEach(item -> item(item, type, attribute));
    }

    private void item(SingleContext tree, AttributeType type, AttributeProto.Builder attribute) {
        AttributeType found = kind(tree);
        boolean widened = found == AttributeType.INT && type == AttributeType.FLOATS;
        checkKind(tree, type, widened ? type : listOf(found, tree));
        switch (type) {
            case INTS -> attribute.addInts(integer(tree));
            case FLOATS -> attribute.addFloats(number(tree));
            case STRINGS -> attribute.addStrings(Source.bytes(Source.unquoted(tree.getText())));
            case TENSORS -> attribute.addTensors(tensor(tree));
            case TYPE_PROTOS -> attribute.addTypeProtos(TypeText.read(tree.type()));
            default -> attribute.addGraphs(graphs.read(tree.graph()));
        }
    }

    private static void checkKind(SingleContext tree, AttributeType stated, AttributeType found) {
        if (stated != found) {
            throw new Mistake(tree.getStart(), "expected `" + label(stated) + "`, found `" + label(found) + "`");
        }
    }

    private static AttributeType listOf(AttributeType single, SingleContext tree) {
        if (tree.reference() != null) {
            throw new Mistake(tree.getStart(), "a reference stands alone, not in a list");
        }
        return AttributeType.valueOf(single.name() + "S");
    }

    private static AttributeType kind(SingleContext tree) {
        if (tree.type() != null) {
            return tree.data() == null ? AttributeType.TYPE_PROTO : AttributeType.TENSOR;
        }
        if (tree.literal() == null) {
            return AttributeType.GRAPH;
        }
        LiteralContext literal = tree.literal();
        return literal.STRING() != null
                ? AttributeType.STRING
                : literal.INTEGER() != null ? AttributeType.INT : AttributeType.FLOAT;
    }

    private static long integer(SingleContext tree) {
        return TypeText.integer(tree.getText(), tree);
    }

    private static float number(SingleContext tree) {
        try {
            return Numbers.single(tree.getText());
        } catch (NumberFormatException _) {
            throw new Mistake(tree.getStart(), tree.getText() + " is larger than any float");
        }
    }

    private static io.goshawk.frontend.protos.TensorProto tensor(SingleContext tree) {
        String name = tree.name() == null ? "" : TypeText.name(tree.name());
        return TensorText.read(tree.type(), name, tree.data());
    }
}
