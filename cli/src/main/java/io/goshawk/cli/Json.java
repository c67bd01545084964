package io.goshawk.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.goshawk.ir.diag.Diagnostic;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// JSON documents: maps, lists, texts, numbers, truth values and optionals of these, in the order they have.
final class Json {
    private Json() {}

    /// {@return `document` as indented text, without a final line break}
    static String text(Map<String, ?> document) {
        StringWriter text = new StringWriter();
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
        try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
            write(generator.setPrettyPrinter(printer), document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, Object value) throws IOException {
        switch (value) {
            case Map<?, ?> map -> {
                generator.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    if (!(entry.getValue() instanceof Optional<?> empty && empty.isEmpty())) {
                        generator.writeFieldName(entry.getKey().toString());
                        write(generator, entry.getValue());
                    }
                }
                generator.writeEndObject();
            }
            case Collection<?> list -> {
                generator.writeStartArray();
                for (Object element : list) {
                    write(generator, element);
                }
                generator.writeEndArray();
            }
            case Optional<?> present -> write(generator, present.orElseThrow());
            case Integer number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            case Double number -> generator.writeNumber(number);
            case Boolean truth -> generator.writeBoolean(truth);
            case String text -> generator.writeString(text);
            default -> throw new IllegalArgumentException("no JSON form for " + value.getClass());
        }
    }

    /// {@return a document, built from alternating keys and values}
    static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /// {@return what a command that failed says}
    static Map<String, Object> failure(int exit, List<Diagnostic> diagnostics, String message) {
        Map<String, Object> document = object("exit", exit);
        if (!message.isEmpty()) {
            document.put("message", message);
        }
        document.put("diagnostics", diagnostics(diagnostics));
        return document;
    }

    static List<Map<String, Object>> diagnostics(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .map(d -> object(
                        "code", d.code().label(),
                        "message", d.message(),
                        "at", d.at().describe(),
                        "notes", d.notes(),
                        "hint", d.hint()))
                .toList();
    }
}
