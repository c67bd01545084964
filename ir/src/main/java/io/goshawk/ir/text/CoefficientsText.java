package io.goshawk.ir.text;

import io.goshawk.ir.Coefficients;
import io.goshawk.ir.text.grammar.GoshawkParser.AttributeContext;
import io.goshawk.ir.text.grammar.GoshawkParser.RecordAttributeContext;

/// Numbers of a tensor: a single one stands for itself, `per-axis(axis = 1, values = […])` for one a channel.
record CoefficientsText() implements AttributeText {
    @Override
    public void print(Object value, TextWriter out) {
        switch ((Coefficients) value) {
            case Coefficients.PerTensor one -> out.append(one.value().toString());
            case Coefficients.PerAxis several ->
                RecordText.of(Coefficients.PerAxis.class).print(several, out);
        }
    }

    @Override
    public Object parse(AttributeContext tree, TextReader in) {
        return tree instanceof RecordAttributeContext
                ? RecordText.of(Coefficients.PerAxis.class).parse(tree, in)
                : new Coefficients.PerTensor(NumberTexts.real(tree));
    }
}
