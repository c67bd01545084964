package io.goshawk.ir.text;

import io.goshawk.ir.text.grammar.GoshawkParser.AttributeContext;

/// One kind of attribute as text. The kinds are a closed set; [AttributeTexts] picks one by the type of the
/// record component.
interface AttributeText {
    /// Writes `value`.
    void print(Object value, TextWriter out);

    /// {@return the value that `tree` stands for}
    /// @throws TextError if it stands for none
    Object parse(AttributeContext tree, TextReader in);
}
