package io.goshawk.frontend.model;

import io.goshawk.frontend.protos.StringStringEntryProto;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Where a tensor says that its data lies (ONNX, External Data: keys of `external_data`).
///
/// @param location the path of the file, relative to the model's folder
/// @param offset the first byte
/// @param length how many bytes; where it is not given, up to the end of the file
/// @param checksum the SHA-1 digest of the whole file, in hexadecimal digits
/// @param at the tensor
/// @param what how a diagnostic names the tensor
record ExternalPlace(
        String location, long offset, OptionalLong length, Optional<String> checksum, Location at, String what) {
    /// {@return the place that `entries` state}
    /// @throws Unconvertible if there is no location, or if a number is none or negative
    static ExternalPlace of(List<StringStringEntryProto> entries, Location at, String what) {
        String location = value(entries, "location").orElse("");
        if (location.isEmpty()) {
            throw Unconvertible.because(
                            Code.BAD_EXTERNAL_DATA, at, what + " keeps its data in another file and does not say which")
                    .hint("save the model again: onnx.save_model(model, path, save_as_external_data=True)");
        }
        ExternalPlace place =
                new ExternalPlace(location, 0, OptionalLong.empty(), value(entries, "checksum"), at, what);
        OptionalLong offset = place.number(entries, "offset");
        OptionalLong length = place.number(entries, "length");
        return new ExternalPlace(location, offset.orElse(0), length, place.checksum(), at, what);
    }

    private static Optional<String> value(List<StringStringEntryProto> entries, String key) {
        return entries.stream()
                .filter(entry -> entry.getKey().equals(key))
                .map(StringStringEntryProto::getValue)
                .reduce((first, last) -> last);
    }

    private OptionalLong number(List<StringStringEntryProto> entries, String key) {
        Optional<String> text = value(entries, key);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        boolean sound = text.get().matches("[0-9]{1,18}");
        if (!sound) {
            throw refused("whose " + key + " is \"" + text.get() + "\", no number of bytes")
                    .hint(damaged());
        }
        return OptionalLong.of(Long.parseLong(text.get()));
    }

    /// {@return the refusal of this tensor that `reason` explains: a clause about the file}
    Unconvertible refused(String reason) {
        return Unconvertible.because(
                Code.BAD_EXTERNAL_DATA, at, what + " keeps its data in the file \"" + location + "\", " + reason);
    }

    /// {@return what to do about a file and a model that do not go together}
    static String damaged() {
        return "copy the model with all files of its folder again, or save it with its data inside: "
                + "onnx.save_model(model, path, save_as_external_data=False)";
    }
}
