package io.goshawk.frontend.onnxtxt;

import io.goshawk.frontend.protos.TensorProto.DataType;
import java.util.Locale;

/// Element types by the names that the textual syntax has for them: those of the format, in small letters.
final class ElementNames {
    private ElementNames() {}

    /// {@return the type called `name`; UNDEFINED for one that the reader of tensors does not know}
    static DataType of(String name) {
        for (DataType type : DataType.values()) {
            if (label(type).equals(name)) {
                return type;
            }
        }
        return DataType.UNDEFINED;
    }

    /// {@return the name of `type`}
    static String label(DataType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
