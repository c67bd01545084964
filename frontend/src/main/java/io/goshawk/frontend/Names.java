package io.goshawk.frontend;

import io.goshawk.frontend.operators.Imported;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which values a model names, where, and what they stand for.
final class Names {
    private static final Imported FAILED = new Imported.Failed();

    private final Diagnostics diagnostics;
    private final Map<String, Location> places = new HashMap<>();
    private final Map<String, Imported> values = new HashMap<>();

    /// What a body that stands inside a node may read besides its own values.
    private final Optional<Names> outer;

    Names(Diagnostics diagnostics) {
        this(diagnostics, Optional.empty());
    }

    private Names(Diagnostics diagnostics, Optional<Names> outer) {
        this.diagnostics = diagnostics;
        this.outer = outer;
    }

    /// {@return names of a body that also sees these}
    Names inner() {
        return new Names(diagnostics, Optional.of(this));
    }

    /// Takes note that `name` is defined at `at`, and reports it where it already was. {@return whether it is new}
    boolean declare(String name, Location at) {
        Location earlier = places.putIfAbsent(name, at);
        if (earlier != null) {
            diagnostics.add(Diagnostic.of(Code.DUPLICATE_NAME, at, "the value \"" + name + "\" is defined twice")
                    .note("first at " + earlier.describe())
                    .hint("rename one of the two: a value has one producer"));
        }
        return earlier == null;
    }

    boolean isDeclared(String name) {
        return places.containsKey(name)
                || outer.map(names -> names.isDeclared(name)).orElse(false);
    }

    /// {@return every name declared here so far}
    Set<String> declared() {
        return Set.copyOf(places.keySet());
    }

    /// Lets the declared `name` stand for `value`.
    void bind(String name, Imported value) {
        values.put(name, value);
    }

    /// {@return what `name` stands for; failed where its producer was not or could not be converted}
    Imported of(String name) {
        return Optional.ofNullable(values.get(name))
                .orElseGet(() -> places.containsKey(name)
                        ? FAILED
                        : outer.map(names -> names.of(name)).orElse(FAILED));
    }

    /// {@return the value of `name`, where it can be worked on}
    Optional<Imported.Usable> usable(String name) {
        return of(name) instanceof Imported.Usable usable ? Optional.of(usable) : Optional.empty();
    }
}
