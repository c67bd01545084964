package io.goshawk.cli;

import io.goshawk.codegen.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// The targets there are.
final class Backends {
    private Backends() {}

    /// {@return the backend of the target `name`}
    static Optional<Backend<?, ?>> named(String name) {
        for (Backend<?, ?> backend : ServiceLoader.load(Backend.class)) {
            if (backend.name().equals(name)) {
                return Optional.of(backend);
            }
        }
        return Optional.empty();
    }

    /// {@return the names of all targets, sorted}
    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Backend<?, ?> backend : ServiceLoader.load(Backend.class)) {
            names.add(backend.name());
        }
        return names.stream().sorted().toList();
    }
}
