package io.goshawk.ir.text;

import io.goshawk.ir.text.grammar.GoshawkParser.AttributeContext;
import io.goshawk.ir.text.grammar.GoshawkParser.FieldContext;
import io.goshawk.ir.text.grammar.GoshawkParser.RecordAttributeContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.antlr.v4.runtime.Token;

/// A record as `name(component = value, …)`; what reflection says about its class is looked up once.
final class RecordText implements AttributeText {
    private static final Map<Class<?>, RecordText> CACHE = new ConcurrentHashMap<>();

    private final String name;
    private final String operationName;
    private final List<Component> components;
    private final List<Component> attributes;
    private final Constructor<?> constructor;

    private RecordText(Class<?> type) {
        RecordComponent[] reflected = type.getRecordComponents();
        this.name = Naming.of(type);
        this.operationName = Naming.operation(type);
        this.components = Arrays.stream(reflected).map(Component::new).toList();
        this.attributes = components.stream()
                .filter(c -> c.role() == Component.Role.ATTRIBUTE)
                .toList();
        if (components.stream().filter(c -> c.role() == Component.Role.OPERANDS).count() > 1) {
            throw new IllegalStateException(type + " has two lists of operands; text could not tell them apart");
        }
        try {
            Class<?>[] types =
                    Arrays.stream(reflected).map(RecordComponent::getType).toArray(Class<?>[]::new);
            this.constructor = type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no canonical constructor", e);
        }
    }

    static RecordText of(Class<?> type) {
        RecordText known = CACHE.get(type);
        return known != null ? known : CACHE.computeIfAbsent(type, RecordText::new);
    }

    String name() {
        return name;
    }

    /// {@return the name where the record is an operation: `dialect.name`}
    String operationName() {
        return operationName;
    }

    List<Component> components() {
        return components;
    }

    List<Component> attributes() {
        return attributes;
    }

    @Override
    public void print(Object value, TextWriter out) {
        out.append(name).append("(");
        printFields(value, out);
        out.append(")");
    }

    /// Writes the attributes of `value`, `component = value` each, without brackets around them.
    void printFields(Object value, TextWriter out) {
        String separator = "";
        for (Component attribute : attributes) {
            out.append(separator).append(attribute.name()).append(" = ");
            attribute.text().print(attribute.of(value), out);
            separator = ", ";
        }
    }

    @Override
    public Object parse(AttributeContext tree, TextReader in) {
        if (!(tree instanceof RecordAttributeContext record)
                || !record.word().getText().equals(name)) {
            throw new TextError(tree.getStart(), "expected `" + name + "(…)`, not `" + brief(tree) + "`");
        }
        Map<String, Object> fields = parseFields(record.field(), tree.getStart(), in);
        return create(components.stream().map(c -> fields.get(c.name())).toArray(), tree.getStart());
    }

    /// {@return the attributes by name; each there once}
    Map<String, Object> parseFields(List<FieldContext> trees, Token at, TextReader in) {
        Map<String, Object> fields = new HashMap<>();
        for (FieldContext tree : trees) {
            String key = tree.word().getText();
            Component component = attributes.stream()
                    .filter(c -> c.name().equals(key))
                    .findFirst()
                    .orElseThrow(() -> unknown(tree, key));
            if (fields.put(key, component.text().parse(tree.attribute(), in)) != null) {
                throw new TextError(tree.getStart(), "attribute `" + key + "` stands twice");
            }
        }
        for (Component attribute : attributes) {
            if (!fields.containsKey(attribute.name())) {
                throw new TextError(at, "`" + name + "` needs an attribute `" + attribute.name() + "`");
            }
        }
        return fields;
    }

    private TextError unknown(FieldContext tree, String key) {
        List<String> known = attributes.stream().map(Component::name).toList();
        String hint = known.isEmpty() ? "it takes no attributes" : Naming.hint(key, known);
        return new TextError(tree.getStart(), "`" + name + "` has no attribute `" + key + "`", Optional.of(hint));
    }

    /// {@return the record with the given components}
    /// @throws IllFormed if its constructor refuses them
    Object create(Object[] arguments, Token at) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new IllFormed(at, String.valueOf(e.getCause().getMessage()), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor + " must be exported or opened to io.goshawk.ir", e);
        }
    }

    static String brief(AttributeContext tree) {
        String text = tree.getText();
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
