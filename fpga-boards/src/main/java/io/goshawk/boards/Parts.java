package io.goshawk.boards;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/// The parts that Goshawk knows, one properties file each. `docs/adding/a-board.md` tells how to add one.
public final class Parts {
    /// The part of a design for which none was named: the one most used in the trigger literature.
    public static final String DEFAULT_NAME = "xcvu9p-flgb2104-2-i";

    private static final String FOLDER = "/goshawk-boards/";

    private Parts() {}

    /// {@return every known part, in the order of the list file}
    public static List<Part> all() {
        return text("parts.list")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Parts::load)
                .toList();
    }

    /// {@return the part of that name, case apart; or the one mounted on the board of that name}
    public static Optional<Part> find(String name) {
        List<Part> parts = all();
        return parts.stream()
                .filter(part -> part.name().equalsIgnoreCase(name))
                .findFirst()
                .or(() -> parts.stream()
                        .filter(part -> !name.isEmpty())
                        .filter(part -> List.of(part.boards().split(", ")).contains(name))
                        .findFirst());
    }

    private static Part load(String name) {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(open(name + ".properties"), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return part(name, new Fields(name, properties));
    }

    private static Part part(String name, Fields fields) {
        Timing timing = new Timing(
                fields.number("timing.clockToOut"),
                fields.number("timing.setup"),
                fields.number("timing.level"),
                fields.number("timing.carryPerBit"));
        return new Part(
                name,
                fields.text("family"),
                fields.text("yosysFamily"),
                fields.text("boards"),
                fields.count("luts"),
                fields.count("flipFlops"),
                fields.count("dsps"),
                fields.count("blockRams"),
                fields.count("lutInputs"),
                timing,
                fields.text("source"));
    }

    private record Fields(String part, Properties properties) {
        String text(String key) {
            String value = properties.getProperty(key);
            if (value == null) {
                throw new IllegalStateException("part " + part + " lacks " + key);
            }
            return value;
        }

        int count(String key) {
            return Integer.parseInt(text(key));
        }

        double number(String key) {
            return Double.parseDouble(text(key));
        }
    }

    private static String text(String file) {
        try (InputStream stream = open(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String file) {
        InputStream stream = Parts.class.getResourceAsStream(FOLDER + file);
        if (stream == null) {
            throw new IllegalStateException("no resource " + FOLDER + file);
        }
        return stream;
    }
}
