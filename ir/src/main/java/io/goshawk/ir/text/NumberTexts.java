package io.goshawk.ir.text;

import io.goshawk.ir.num.Dyadic;
import io.goshawk.ir.num.Rational;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.num.Surd;
import io.goshawk.ir.text.grammar.GoshawkParser.AttributeContext;
import io.goshawk.ir.text.grammar.GoshawkParser.NumberAttributeContext;
import io.goshawk.ir.text.grammar.GoshawkParser.NumberContext;
import io.goshawk.ir.text.grammar.GoshawkParser.RootAttributeContext;
import java.math.BigInteger;
import java.util.function.Function;
import org.antlr.v4.runtime.Token;

/// Attributes that are numbers. All are exact: floats are printed by the shortest decimal that reads back equal.
final class NumberTexts {
    static final AttributeText INT = new Plain("an integer of 32 bits", Integer::valueOf);
    static final AttributeText LONG = new Plain("an integer of 64 bits", Long::valueOf);
    static final AttributeText BIG = new Plain("an integer", BigInteger::new);
    static final AttributeText FLOAT = new Plain("a number", Float::valueOf);
    static final AttributeText DOUBLE = new Plain("a number", Double::valueOf);

    /// No exponent of a model comes near; it keeps a slip of the keyboard from filling the memory.
    private static final int MAX_EXPONENT = 1 << 16;

    private NumberTexts() {}

    /// A number whose `toString` and `reader` are each other's inverse.
    private record Plain(String kind, Function<String, Object> reader) implements AttributeText {
        @Override
        public void print(Object value, TextWriter out) {
            out.append(value.toString());
        }

        @Override
        public Object parse(AttributeContext tree, TextReader in) {
            try {
                return reader.apply(tree.getText());
            } catch (NumberFormatException _) {
                throw new TextError(tree.getStart(), "expected " + kind + ", not `" + RecordText.brief(tree) + "`");
            }
        }
    }

    /// An exact real: `12`, `5p-7`, `3/7` or `(1 + 5p-2*sqrt(7/2))`.
    ///
    /// @param type the kind of real that is wanted
    record OfReal(Class<?> type) implements AttributeText {
        @Override
        public void print(Object value, TextWriter out) {
            out.append(value.toString());
        }

        @Override
        public Object parse(AttributeContext tree, TextReader in) {
            Real real = NumberTexts.real(tree);
            if (!type.isInstance(real)) {
                throw new TextError(tree.getStart(), "expected a " + Naming.of(type) + " number, not " + real);
            }
            return real;
        }
    }

    static Real real(AttributeContext tree) {
        return switch (tree) {
            case NumberAttributeContext plain -> real(plain.number());
            case RootAttributeContext root -> root(root);
            default -> throw new TextError(tree.getStart(), "expected a number, not `" + RecordText.brief(tree) + "`");
        };
    }

    private static Real root(RootAttributeContext tree) {
        Real radicand = real(tree.radicand);
        Real factor = real(tree.factor);
        boolean irrational = radicand.signum() > 0 && Real.sqrt(radicand) instanceof Surd;
        if (factor.signum() == 0 || !irrational) {
            throw new TextError(tree.getStart(), "`" + RecordText.brief(tree) + "` has no true root in it");
        }
        return new Surd(real(tree.rational), factor, radicand);
    }

    static Real real(NumberContext tree) {
        String text = tree.getText();
        Token at = tree.getStart();
        int mark = Math.max(text.indexOf('p'), text.indexOf('/'));
        try {
            if (mark < 0) {
                return text.indexOf('.') < 0 ? Dyadic.of(new BigInteger(text)) : Dyadic.parseDecimal(text);
            }
            BigInteger first = new BigInteger(text.substring(0, mark));
            BigInteger second = new BigInteger(text.substring(mark + 1));
            return text.charAt(mark) == '/' ? Rational.of(first, second) : dyadic(first, second);
        } catch (ArithmeticException | NumberFormatException _) {
            throw new TextError(at, "`" + text + "` is no exact number");
        }
    }

    private static Real dyadic(BigInteger mantissa, BigInteger exponent) {
        if (exponent.abs().compareTo(BigInteger.valueOf(MAX_EXPONENT)) > 0) {
            throw new ArithmeticException("exponent out of reach");
        }
        return new Dyadic(mantissa, exponent.intValueExact());
    }
}
