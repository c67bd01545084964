package io.goshawk.ir.text;

import io.goshawk.ir.text.grammar.GoshawkParser.AttributeContext;
import io.goshawk.ir.text.grammar.GoshawkParser.RecordAttributeContext;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A sealed choice between records, told apart by their names.
final class ChoiceText implements AttributeText {
    private final Class<?> type;
    private final Map<String, Class<?>> choices = new TreeMap<>();

    ChoiceText(Class<?> type) {
        this.type = type;
        collect(type);
    }

    private void collect(Class<?> sealed) {
        Arrays.stream(sealed.getPermittedSubclasses()).forEach(permitted -> {
            if (permitted.isSealed()) {
                collect(permitted);
            } else {
                choices.put(Naming.of(permitted), permitted);
            }
        });
    }

    @Override
    public void print(Object value, TextWriter out) {
        RecordText.of(value.getClass()).print(value, out);
    }

    @Override
    public Object parse(AttributeContext tree, TextReader in) {
        String name =
                tree instanceof RecordAttributeContext record ? record.word().getText() : RecordText.brief(tree);
        Class<?> chosen = choices.get(name);
        if (chosen == null) {
            String hint = Naming.hint(name, choices.keySet());
            throw new TextError(tree.getStart(), "no " + Naming.of(type) + " `" + name + "`", Optional.of(hint));
        }
        return RecordText.of(chosen).parse(tree, in);
    }
}
