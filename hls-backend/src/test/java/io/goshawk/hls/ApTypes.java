package io.goshawk.hls;

import io.goshawk.testkit.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// The open `ap_types` headers, which the Python package hls4ml carries.
final class ApTypes {
    private ApTypes() {}

    /// {@return the folder of the headers}; without it the test is skipped, and fails where `CI=true`.
    static Path require() {
        String reason = "the ap_types headers are not here: GOSHAWK_AP_TYPES names no folder with ap_int.h, and .venv "
                + "has no package hls4ml";
        return Optional.ofNullable(System.getenv("GOSHAWK_AP_TYPES"))
                .map(Path::of)
                .filter(folder -> Files.isReadable(folder.resolve("ap_int.h")))
                .or(ApTypes::ofVirtualEnvironment)
                .orElseGet(() -> Tools.isContinuousIntegration()
                        ? Assertions.fail(reason + " (CI=true: nothing is skipped)")
                        : Assumptions.abort(reason));
    }

    private static Optional<Path> ofVirtualEnvironment() {
        Path libraries = Tools.root().resolve(".venv/lib");
        if (!Files.isDirectory(libraries)) {
            return Optional.empty();
        }
        try (Stream<Path> pythons = Files.list(libraries)) {
            return pythons.map(python -> python.resolve("site-packages/hls4ml/templates/vivado/ap_types"))
                    .filter(folder -> Files.isReadable(folder.resolve("ap_int.h")))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
