package io.goshawk.codegen;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.MemoryLoader;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Pebble templates of one backend. A template gets one variable, `v`, a view record; it only places words.
///
/// The module that owns the templates opens its view package to `io.pebbletemplates`.
public final class Templates {
    private final MemoryLoader loader = new MemoryLoader();
    private final PebbleEngine engine = new PebbleEngine.Builder()
            .loader(loader)
            .strictVariables(true)
            .autoEscaping(false)
            .newLineTrimming(false)
            .build();
    private final Class<?> owner;
    private final String folder;

    /// @param owner a class of the module whose resources hold the templates
    /// @param folder where they lie: a name that is no package, such as `/goshawk-hls/`
    public Templates(Class<?> owner, String folder) {
        this.owner = owner;
        this.folder = folder;
    }

    /// {@return the text that template `name` makes of `view`}
    public String render(String name, Record view) {
        loader.addTemplate(name, resource(name));
        PebbleTemplate template = engine.getTemplate(name);
        StringWriter text = new StringWriter();
        try {
            template.evaluate(text, Map.of("v", view));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /// {@return the resource file `name` as it is}
    public String resource(String name) {
        try (InputStream stream = owner.getResourceAsStream(folder + name)) {
            if (stream == null) {
                throw new IllegalArgumentException("no template " + folder + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
