package io.goshawk.frontend.onnxtxt;

import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.DataContext;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.PairContext;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.PairsContext;
import io.goshawk.frontend.onnxtxt.grammar.OnnxTextParser.TypeContext;
import io.goshawk.frontend.protos.StringStringEntryProto;
import io.goshawk.frontend.protos.TensorProto;
import io.goshawk.frontend.protos.TensorProto.DataType;
import io.goshawk.frontend.protos.TensorShapeProto.Dimension;
import io.goshawk.frontend.protos.TypeProto;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/// Tensors: a type with numeric extents, and either the elements in braces, one number each (floats of 16 bits and
/// fewer by their bits), or the place of the data in another file.
final class TensorText {
    private TensorText() {}

    static TensorProto read(TypeContext type, String name, DataContext data) {
        TypeProto declared = TypeText.read(type);
        if (!declared.hasTensorType() || !declared.getTensorType().hasShape()) {
            throw new Mistake(
                    type.getStart(), "a tensor with elements needs a type with all extents, as in `float[2, 3]`");
        }
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(declared.getTensorType().getElemType());
        for (Dimension dimension : declared.getTensorType().getShape().getDimList()) {
            if (!dimension.hasDimValue()) {
                throw new Mistake(type.getStart(), "a tensor with elements needs numbers as extents");
            }
            tensor.addDims(dimension.getDimValue());
        }
        if (data.pairs() != null) {
            tensor.setDataLocation(TensorProto.DataLocation.EXTERNAL).addAllExternalData(entries(data.pairs()));
        } else {
            elements(data.DATA().getSymbol(), tensor);
        }
        return tensor.build();
    }

    /// {@return pairs of texts, such as `["location": "weights.bin"]`}
    static List<StringStringEntryProto> entries(PairsContext tree) {
        List<StringStringEntryProto> entries = new ArrayList<>();
        for (PairContext pair : tree.pair()) {
            if (pair.text == null) {
                throw new Mistake(
                        pair.number, "expected a text in double quotes, found `" + pair.number.getText() + "`");
            }
            entries.add(StringStringEntryProto.newBuilder()
                    .setKey(Source.utf8(Source.unquoted(pair.key.getText())))
                    .setValue(Source.utf8(Source.unquoted(pair.text.getText())))
                    .build());
        }
        return entries;
    }

    private static void elements(Token token, TensorProto.Builder tensor) {
        DataType type = DataType.forNumber(tensor.getDataType());
        Elements elements = new Elements(token.getText());
        while (elements.next()) {
            String text = elements.text();
            try {
                add(text, type, tensor);
            } catch (NumberFormatException e) {
                throw Mistake.inside(
                        token,
                        elements.start(),
                        "`" + brief(text) + "` is no element of type " + ElementNames.label(type));
            }
        }
    }

    private static void add(String text, DataType type, TensorProto.Builder tensor) {
        switch (type) {
            case STRING -> tensor.addStringData(Source.bytes(string(text)));
            case FLOAT, COMPLEX64 -> tensor.addFloatData(Numbers.single(text));
            case DOUBLE, COMPLEX128 -> tensor.addDoubleData(Numbers.twice(text));
            case INT64 -> tensor.addInt64Data(Numbers.integer(text));
            case UINT32, UINT64 -> tensor.addUint64Data(Long.parseUnsignedLong(text));
            default -> tensor.addInt32Data(Integer.parseInt(text));
        }
    }

    private static String string(String text) {
        if (text.charAt(0) != '"') {
            throw new NumberFormatException("no quotation mark");
        }
        return Source.unquoted(text);
    }

    private static String brief(String text) {
        return text.length() > 20 ? text.substring(0, 20) + "…" : text;
    }
}
