package io.goshawk.frontend.onnxtxt;

import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.DimensionContext;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.NameContext;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.TypeContext;
import io.goshawk.frontend.protos.TensorProto.DataType;
import io.goshawk.frontend.protos.TensorShapeProto;
import io.goshawk.frontend.protos.TensorShapeProto.Dimension;
import io.goshawk.frontend.protos.TypeProto;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;

/// Types: `float[N, 4]`, `float[]` where the rank is open, `float` for a scalar, and containers of them.
final class TypeText {
    private TypeText() {}

    static TypeProto read(TypeContext tree) {
        if (tree.OPAQUE() != null) {
            throw new Mistake(tree.getStart(), "opaque types have no meaning here").hint("use a tensor type");
        }
        return tree.ELEMENT() != null ? tensor(tree) : container(tree);
    }

    private static TypeProto tensor(TypeContext tree) {
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(element(tree));
        shape(tree, tensor);
        return TypeProto.newBuilder().setTensorType(tensor).build();
    }

    private static void shape(TypeContext tree, TypeProto.Tensor.Builder tensor) {
        boolean open = tree.dimension().isEmpty() && tree.getChildCount() > 1;
        if (!open) {
            TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
            tree.dimension().forEach(dimension -> shape.addDim(dimension(dimension)));
            tensor.setShape(shape);
        }
    }

    private static int element(TypeContext tree) {
        DataType type = ElementNames.of(tree.ELEMENT().getText());
        if (type == DataType.UNDEFINED) {
            throw new Mistake(
                    tree.getStart(), "elements of type " + tree.ELEMENT().getText() + " have no meaning here");
        }
        return type.getNumber();
    }

    private static Dimension dimension(DimensionContext tree) {
        Dimension.Builder dimension = Dimension.newBuilder();
        if (tree.name() != null) {
            dimension.setDimParam(name(tree.name()));
        } else if (tree.INTEGER() != null) {
            dimension.setDimValue(integer(tree.INTEGER().getText(), tree));
        }
        return dimension.build();
    }

    private static TypeProto container(TypeContext tree) {
        String kind = tree.CONTAINER().getText();
        List<TypeContext> inner = tree.type();
        int wanted = kind.equals("map") ? 2 : 1;
        if (inner.size() != wanted) {
            throw new Mistake(
                    tree.getStart(),
                    kind + " takes " + wanted + (wanted == 1 ? " type" : " types") + " in brackets, not "
                            + inner.size());
        }
        TypeProto last = read(inner.getLast());
        TypeProto.Builder type = TypeProto.newBuilder();
        return switch (kind) {
            case "seq" ->
                type.setSequenceType(TypeProto.Sequence.newBuilder().setElemType(last))
                        .build();
            case "optional" ->
                type.setOptionalType(TypeProto.Optional.newBuilder().setElemType(last))
                        .build();
            case "map" ->
                type.setMapType(TypeProto.Map.newBuilder()
                                .setKeyType(key(inner.getFirst()))
                                .setValueType(last))
                        .build();
            default -> type.setSparseTensorType(sparse(last, tree)).build();
        };
    }

    private static int key(TypeContext tree) {
        if (tree.ELEMENT() == null || tree.getChildCount() > 1) {
            throw new Mistake(tree.getStart(), "the keys of a map are of an element type, without a shape");
        }
        return element(tree);
    }

    private static TypeProto.SparseTensor sparse(TypeProto type, TypeContext tree) {
        if (!type.hasTensorType()) {
            throw new Mistake(tree.getStart(), "sparse_tensor takes a tensor type");
        }
        TypeProto.SparseTensor.Builder sparse = TypeProto.SparseTensor.newBuilder()
                .setElemType(type.getTensorType().getElemType());
        if (type.getTensorType().hasShape()) {
            sparse.setShape(type.getTensorType().getShape());
        }
        return sparse.build();
    }

    /// {@return the integer `text`, which stands in `tree`}
    static long integer(String text, ParserRuleContext tree) {
        try {
            return Numbers.integer(text);
        } catch (NumberFormatException _) {
            throw new Mistake(tree.getStart(), text + " does not fit 64 bits");
        }
    }

    /// {@return the name `tree`, quoted or not}
    static String name(NameContext tree) {
        return Source.utf8(tree.STRING() == null ? tree.getText() : Source.unquoted(tree.getText()));
    }
}
