package io.goshawk.frontend.operators;

import io.goshawk.frontend.model.ElementTypes;
import io.goshawk.frontend.model.TensorReader;
import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.operators.Imported.Known;
import io.goshawk.frontend.protos.AttributeProto;
import io.goshawk.frontend.protos.AttributeProto.AttributeType;
import io.goshawk.frontend.protos.NodeProto;
import io.goshawk.frontend.protos.TensorProto;
import io.goshawk.frontend.protos.TensorProto.DataType;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import java.util.List;
import java.util.Optional;

/// The attributes of a node, by name and checked type.
public final class Attributes {
    private final NodeProto proto;
    private final Location at;

    Attributes(NodeProto proto, Location at) {
        this.proto = proto;
        this.at = at;
    }

    /// {@return whether the node has the attribute}
    public boolean has(String name) {
        return proto.getAttributeList().stream()
                .anyMatch(attribute -> attribute.getName().equals(name));
    }

    /// {@return an INT attribute, or `otherwise` where it is absent}
    public long integer(String name, long otherwise) {
        return find(name, AttributeType.INT).map(AttributeProto::getI).orElse(otherwise);
    }

    /// {@return an INT attribute that is 0 or 1, or `otherwise` where it is absent}
    public boolean flag(String name, boolean otherwise) {
        long value = integer(name, otherwise ? 1 : 0);
        if (value != 0 && value != 1) {
            throw Unconvertible.because(Code.BAD_ATTRIBUTE, at, "attribute " + name + " is " + value + ", not 0 or 1");
        }
        return value == 1;
    }

    /// {@return an INT attribute that counts axes of a tensor of rank `rank`, made non-negative}
    public int axisNamed(String name, long otherwise, int rank) {
        return axis(name, integer(name, otherwise), rank);
    }

    /// {@return `axis`, which may count from the back, made non-negative}
    /// @param limit one above the largest axis
    public int axis(String name, long axis, int limit) {
        if (axis < -limit || axis >= limit) {
            throw Unconvertible.because(
                    Code.BAD_ATTRIBUTE,
                    at,
                    name + " is " + axis + " and should lie in [" + -limit + ", " + (limit - 1) + "]");
        }
        return Math.toIntExact(axis < 0 ? axis + limit : axis);
    }

    /// {@return a FLOAT attribute, or `otherwise` where it is absent}
    /// @throws Unconvertible if it is infinite or not a number
    public float number(String name, float otherwise) {
        float value = find(name, AttributeType.FLOAT).map(AttributeProto::getF).orElse(otherwise);
        if (!Float.isFinite(value)) {
            throw Unconvertible.because(Code.BAD_ATTRIBUTE, at, "attribute " + name + " is " + value);
        }
        return value;
    }

    /// {@return a STRING attribute, or `otherwise` where it is absent}
    public String text(String name, String otherwise) {
        return find(name, AttributeType.STRING)
                .map(a -> a.getS().toStringUtf8())
                .orElse(otherwise);
    }

    /// {@return an INTS attribute}
    public Optional<List<Long>> integers(String name) {
        return find(name, AttributeType.INTS).map(AttributeProto::getIntsList);
    }

    /// {@return a FLOATS attribute}
    public Optional<List<Float>> numbers(String name) {
        return find(name, AttributeType.FLOATS).map(AttributeProto::getFloatsList);
    }

    /// {@return a STRINGS attribute}
    public Optional<List<String>> texts(String name) {
        return find(name, AttributeType.STRINGS)
                .map(a -> a.getStringsList().stream()
                        .map(text -> text.toStringUtf8())
                        .toList());
    }

    /// {@return a TENSOR attribute}
    public Optional<Known> tensor(String name) {
        String what = "attribute " + name;
        return find(name, AttributeType.TENSOR)
                .map(AttributeProto::getT)
                .map(tensor -> new Known(
                        TensorReader.read(tensor, at, what), ElementTypes.element(tensor.getDataType(), at, what), at));
    }

    /// {@return how many strings there are in the TENSOR attribute `name`, where it holds strings along one axis}
    public Optional<Integer> labels(String name) {
        return find(name, AttributeType.TENSOR)
                .map(AttributeProto::getT)
                .filter(tensor -> ElementTypes.of(tensor.getDataType()) == DataType.STRING)
                .filter(tensor -> tensor.getDimsCount() == 1 && tensor.getDims(0) == tensor.getStringDataCount())
                .map(TensorProto::getStringDataCount);
    }

    private Optional<AttributeProto> find(String name, AttributeType type) {
        Optional<AttributeProto> found = proto.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
        found.ifPresent(attribute -> check(attribute, type));
        return found;
    }

    private void check(AttributeProto attribute, AttributeType type) {
        // The first version of the format had no type field: there, presence tells.
        AttributeType actual = attribute.hasType() ? attribute.getType() : present(attribute, type);
        if (!attribute.getRefAttrName().isEmpty() || actual != type) {
            String kind = attribute.getRefAttrName().isEmpty() ? actual.name() : "a reference";
            throw Unconvertible.because(
                    Code.BAD_ATTRIBUTE,
                    at,
                    "attribute " + attribute.getName() + " is " + kind + ", not " + type.name());
        }
    }

    private static AttributeType present(AttributeProto attribute, AttributeType wanted) {
        boolean there = switch (wanted) {
            case INT -> attribute.hasI();
            case FLOAT -> attribute.hasF();
            case STRING -> attribute.hasS();
            case TENSOR -> attribute.hasT();
            case INTS -> attribute.getIntsCount() > 0;
            case FLOATS -> attribute.getFloatsCount() > 0;
            case STRINGS -> attribute.getStringsCount() > 0;
            default -> false;
        };
        return there ? wanted : AttributeType.UNDEFINED;
    }
}
