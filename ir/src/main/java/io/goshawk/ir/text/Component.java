package io.goshawk.ir.text;

import io.goshawk.ir.Value;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;

/// One component of a record: an operand, a list of operands, or an attribute.
final class Component {
    /// What a component is in text.
    enum Role {
        OPERAND,
        OPERANDS,
        ATTRIBUTE
    }

    private final String name;
    private final Type type;
    private final Method accessor;
    private final Role role;
    // Found on first use, because records may hold themselves.
    private AttributeText text;

    Component(RecordComponent component) {
        this.name = component.getName();
        this.type = component.getGenericType();
        this.accessor = component.getAccessor();
        this.role = roleOf(type);
    }

    private static Role roleOf(Type type) {
        if (type == Value.class) {
            return Role.OPERAND;
        }
        boolean values = type instanceof ParameterizedType p && p.getActualTypeArguments()[0] == Value.class;
        return values ? Role.OPERANDS : Role.ATTRIBUTE;
    }

    String name() {
        return name;
    }

    Role role() {
        return role;
    }

    AttributeText text() {
        if (text == null) {
            text = AttributeTexts.of(type);
        }
        return text;
    }

    /// {@return this component of `record`}
    Object of(Object record) {
        try {
            return accessor.invoke(record);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(accessor + " must be exported or opened to io.goshawk.ir", e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(accessor + " failed", e.getCause());
        }
    }
}
