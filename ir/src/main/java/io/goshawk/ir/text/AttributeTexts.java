package io.goshawk.ir.text;

import io.goshawk.ir.Coefficients;
import io.goshawk.ir.ElementType;
import io.goshawk.ir.Shape;
import io.goshawk.ir.TensorType;
import io.goshawk.ir.num.IntRange;
import io.goshawk.ir.num.Real;
import io.goshawk.ir.tensor.Tensor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Which [AttributeText] a component of some type has.
final class AttributeTexts {
    private static final Map<Type, AttributeText> CACHE = new ConcurrentHashMap<>();

    private AttributeTexts() {}

    /// {@return the text of components of type `type`}
    /// @throws IllegalStateException if attributes cannot be of that type
    static AttributeText of(Type type) {
        AttributeText known = CACHE.get(type);
        if (known == null) {
            known = create(type);
            CACHE.put(type, known);
        }
        return known;
    }

    private static AttributeText create(Type type) {
        return switch (type) {
            case Class<?> plain -> ofClass(plain);
            case WildcardType wildcard -> of(wildcard.getUpperBounds()[0]);
            case ParameterizedType generic
            when generic.getRawType() == List.class ->
                new CollectionTexts.OfList(of(generic.getActualTypeArguments()[0]));
            case ParameterizedType generic
            when generic.getRawType() == Optional.class ->
                new CollectionTexts.OfOptional(of(generic.getActualTypeArguments()[0]));
            default -> throw new IllegalStateException("no text for attributes of type " + type);
        };
    }

    private static AttributeText ofClass(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return NumberTexts.INT;
        }
        if (type == long.class || type == Long.class) {
            return NumberTexts.LONG;
        }
        if (type == BigInteger.class) {
            return NumberTexts.BIG;
        }
        if (type == float.class || type == Float.class) {
            return NumberTexts.FLOAT;
        }
        if (type == double.class || type == Double.class) {
            return NumberTexts.DOUBLE;
        }
        if (type == boolean.class || type == Boolean.class) {
            return WordTexts.BOOLEAN;
        }
        return type == String.class ? WordTexts.STRING : ofGoshawk(type);
    }

    private static AttributeText ofGoshawk(Class<?> type) {
        if (Real.class.isAssignableFrom(type)) {
            return new NumberTexts.OfReal(type);
        }
        if (ElementType.class.isAssignableFrom(type)) {
            return new TypeTexts.OfElement(type);
        }
        if (Tensor.class.isAssignableFrom(type)) {
            return new TensorText(type);
        }
        if (type == IntRange.class) {
            return CollectionTexts.RANGE;
        }
        if (type == Shape.class) {
            return CollectionTexts.SHAPE;
        }
        if (type == TensorType.class) {
            return TypeTexts.TENSOR;
        }
        if (type == Coefficients.class) {
            return new CoefficientsText();
        }
        return ofStructure(type);
    }

    private static AttributeText ofStructure(Class<?> type) {
        if (type.isEnum()) {
            return new WordTexts.OfEnum(type);
        }
        if (type.isRecord()) {
            return RecordText.of(type);
        }
        if (type.isSealed()) {
            return new ChoiceText(type);
        }
        throw new IllegalStateException("no text for attributes of " + type);
    }
}
