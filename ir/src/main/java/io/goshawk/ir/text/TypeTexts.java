package io.goshawk.ir.text;

import io.goshawk.ir.ElementType;
import io.goshawk.ir.FloatType;
import io.goshawk.ir.IntType;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.RealType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.text.grammar.GoshawkParser.AttributeContext;
import io.goshawk.ir.text.grammar.GoshawkParser.RecordAttributeContext;
import io.goshawk.ir.text.grammar.GoshawkParser.TypeAttributeContext;
import io.goshawk.ir.text.grammar.GoshawkParser.TypeContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;

/// Types: `tensor<1x16xi8>`, and its elements `i8`, `u6`, `f32`, `real` or `quant-type(…)`.
final class TypeTexts {
    /// A tensor type.
    static final AttributeText TENSOR = new OfTensor();

    private static final AttributeText ELEMENT = new OfElement(ElementType.class);
    private static final Pattern INTEGER = Pattern.compile("[iu][1-9][0-9]{0,3}");

    private TypeTexts() {}

    static void print(TensorType type, TextWriter out) {
        out.append("tensor<");
        type.shape().extents().forEach(extent -> out.append(extent.toString()).append("x"));
        ELEMENT.print(type.element(), out);
        out.append(">");
    }

    static TensorType parse(TypeContext tree, TextReader in) {
        String extents = tree.DIMENSIONS() == null ? "" : tree.DIMENSIONS().getText();
        return new TensorType(shape(extents, tree.getStart()), (ElementType) ELEMENT.parse(tree.attribute(), in));
    }

    /// {@return the shape written as `1x16`, perhaps with one more `x` behind}
    static Shape shape(String extents, Token at) {
        try {
            return new Shape(Arrays.stream(extents.split("x"))
                    .filter(extent -> !extent.isEmpty())
                    .map(Integer::valueOf)
                    .toList());
        } catch (IllegalArgumentException _) {
            throw new TextError(at, "no tensor has the extents " + extents);
        }
    }

    private record OfTensor() implements AttributeText {
        @Override
        public void print(Object value, TextWriter out) {
            TypeTexts.print((TensorType) value, out);
        }

        @Override
        public Object parse(AttributeContext tree, TextReader in) {
            if (tree instanceof TypeAttributeContext type) {
                return TypeTexts.parse(type.type(), in);
            }
            throw new TextError(tree.getStart(), "expected a type, not `" + RecordText.brief(tree) + "`");
        }
    }

    /// The type of an element.
    ///
    /// @param wanted which element types may stand here
    record OfElement(Class<?> wanted) implements AttributeText {
        @Override
        public void print(Object value, TextWriter out) {
            switch ((ElementType) value) {
                case IntType integer -> out.append(integer.toString());
                case FloatType real -> out.append(real.toString());
                case RealType real -> out.append(real.toString());
                case QuantType quant -> RecordText.of(QuantType.class).print(quant, out);
            }
        }

        @Override
        public Object parse(AttributeContext tree, TextReader in) {
            Object type = tree instanceof RecordAttributeContext
                    ? RecordText.of(QuantType.class).parse(tree, in)
                    : word(tree);
            if (!wanted.isInstance(type)) {
                throw new TextError(tree.getStart(), "`" + RecordText.brief(tree) + "` cannot be the element here");
            }
            return type;
        }

        private static ElementType word(AttributeContext tree) {
            String text = tree.getText();
            if (INTEGER.matcher(text).matches()) {
                int bits = Integer.parseInt(text.substring(1));
                if (bits <= IntType.MAX_BITS) {
                    return new IntType(text.charAt(0) == 'i', bits);
                }
            }
            return Stream.concat(Arrays.stream(FloatType.values()), Stream.of(RealType.REAL))
                    .filter(type -> type.toString().equals(text))
                    .map(ElementType.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new TextError(
                            tree.getStart(),
                            "no element type `" + RecordText.brief(tree) + "`",
                            Optional.of("write i8, u6, f32, real or quant-type(…)")));
        }
    }
}
