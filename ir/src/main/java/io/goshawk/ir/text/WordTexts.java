package io.goshawk.ir.text;

import io.goshawk.ir.text.grammar.GoshawkParser.AttributeContext;
import io.goshawk.ir.text.grammar.GoshawkParser.StringAttributeContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Attributes that are words: booleans, enum constants, quoted strings.
final class WordTexts {
    /// `true` or `false`.
    static final AttributeText BOOLEAN = new OfBoolean();

    /// A quoted string.
    static final AttributeText STRING = new OfString();

    private WordTexts() {}

    private record OfBoolean() implements AttributeText {
        @Override
        public void print(Object value, TextWriter out) {
            out.append(value.toString());
        }

        @Override
        public Object parse(AttributeContext tree, TextReader in) {
            return switch (tree.getText()) {
                case "true" -> true;
                case "false" -> false;
                default ->
                    throw new TextError(
                            tree.getStart(), "expected `true` or `false`, not `" + RecordText.brief(tree) + "`");
            };
        }
    }

    private record OfString() implements AttributeText {
        @Override
        public void print(Object value, TextWriter out) {
            out.quote((String) value);
        }

        @Override
        public Object parse(AttributeContext tree, TextReader in) {
            if (tree instanceof StringAttributeContext string) {
                return Quoted.read(string.getText());
            }
            throw new TextError(tree.getStart(), "expected a quoted string, not `" + RecordText.brief(tree) + "`");
        }
    }

    /// The name of an enum constant.
    record OfEnum(Class<?> type) implements AttributeText {
        @Override
        public void print(Object value, TextWriter out) {
            out.append(((Enum<?>) value).name());
        }

        @Override
        public Object parse(AttributeContext tree, TextReader in) {
            String name = tree.getText();
            List<Enum<?>> constants = Arrays.stream(type.getEnumConstants())
                    .<Enum<?>>map(constant -> (Enum<?>) constant)
                    .toList();
            return constants.stream()
                    .filter(constant -> constant.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> unknown(tree, constants));
        }

        private TextError unknown(AttributeContext tree, List<Enum<?>> constants) {
            String name = RecordText.brief(tree);
            List<String> known = constants.stream().<String>map(Enum::name).toList();
            String kind = Naming.of(type);
            return new TextError(
                    tree.getStart(), "no " + kind + " `" + name + "`", Optional.of(Naming.hint(name, known)));
        }
    }
}
