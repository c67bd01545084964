package io.goshawk.ir.text;

import io.goshawk.ir.Shape;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.text.grammar.GoshawkParser.AttributeContext;
import io.goshawk.ir.text.grammar.GoshawkParser.ListAttributeContext;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Attributes in square brackets: lists, shapes and ranges; and optional ones.
final class CollectionTexts {
    /// A range, `[-8, 7]`.
    static final AttributeText RANGE = new OfRange();

    /// The extents of a tensor, `[1, 16]`.
    static final AttributeText SHAPE = new OfShape(new OfList(NumberTexts.INT));

    private CollectionTexts() {}

    private static List<AttributeContext> items(AttributeContext tree) {
        if (tree instanceof ListAttributeContext list) {
            return list.attribute();
        }
        throw new TextError(tree.getStart(), "expected a list, not `" + RecordText.brief(tree) + "`");
    }

    /// `[a, b, c]`; several records stand on a line each.
    record OfList(AttributeText item) implements AttributeText {
        @Override
        public void print(Object value, TextWriter out) {
            List<?> list = (List<?>) value;
            boolean lines = list.size() > 1 && item instanceof RecordText;
            String separator = lines ? "\n      " : "";
            out.append("[");
            for (Object element : list) {
                out.append(separator);
                item.print(element, out);
                separator = lines ? ",\n      " : ", ";
            }
            out.append("]");
        }

        @Override
        public Object parse(AttributeContext tree, TextReader in) {
            List<AttributeContext> items = items(tree);
            List<Object> list = new ArrayList<>(items.size());
            for (AttributeContext child : items) {
                list.add(item.parse(child, in));
            }
            return List.copyOf(list);
        }
    }

    /// The value, or `none`.
    record OfOptional(AttributeText item) implements AttributeText {
        @Override
        public void print(Object value, TextWriter out) {
            ((Optional<?>) value).ifPresentOrElse(present -> item.print(present, out), () -> out.append("none"));
        }

        @Override
        public Object parse(AttributeContext tree, TextReader in) {
            return tree.getText().equals("none") ? Optional.empty() : Optional.of(item.parse(tree, in));
        }
    }

    private record OfRange() implements AttributeText {
        @Override
        public void print(Object value, TextWriter out) {
            out.append(value.toString());
        }

        @Override
        public Object parse(AttributeContext tree, TextReader in) {
            List<AttributeContext> bounds = items(tree);
            if (bounds.size() != 2) {
                throw new TextError(tree.getStart(), "a range has two bounds, as in `[-8, 7]`");
            }
            BigInteger min = (BigInteger) NumberTexts.BIG.parse(bounds.get(0), in);
            BigInteger max = (BigInteger) NumberTexts.BIG.parse(bounds.get(1), in);
            if (min.compareTo(max) > 0) {
                throw new TextError(tree.getStart(), "an empty range: [" + min + ", " + max + "]");
            }
            return new IntRange(min, max);
        }
    }

    private record OfShape(AttributeText extents) implements AttributeText {
        @Override
        public void print(Object value, TextWriter out) {
            extents.print(((Shape) value).extents(), out);
        }

        @Override
        public Object parse(AttributeContext tree, TextReader in) {
            List<Integer> list = items(tree).stream()
                    .map(child -> (Integer) NumberTexts.INT.parse(child, in))
                    .toList();
            if (list.stream().anyMatch(extent -> extent < 0)) {
                throw new TextError(tree.getStart(), "a negative extent in " + list);
            }
            return new Shape(list);
        }
    }
}
