package io.goshawk.cli;

import io.goshawk.harness.npy.Npy;
import io.goshawk.harness.npy.NpyArray;
import io.goshawk.harness.npy.NpyFormatException;
import io.goshawk.harness.npy.NpyReader;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// An array out of a `.npy` file, or out of a `.npz` archive: `FILE.npz:KEY`, or the one of the names
/// it is known by.
final class DataFile {
    private static final String SUFFIX = ".npy";

    private DataFile() {}

    /// Reads the array that `argument` names.
    /// @param names what an array in an archive may be called where no key is given
    /// @throws Refusal (GHK-8003) if there is none
    static NpyArray read(String argument, Set<String> names) {
        int colon = argument.lastIndexOf(".npz:");
        String file = colon < 0 ? argument : argument.substring(0, colon + 4);
        String key = colon < 0 ? "" : argument.substring(colon + 5);
        try {
            return file.endsWith(".npz") ? member(file, key, names) : Npy.read(Path.of(file));
        } catch (NoSuchFileException _) {
            throw refusal(file, "there is no such file");
        } catch (NpyFormatException | ZipException e) {
            throw refusal(file, Words.oneLine(e.getMessage()));
        } catch (IOException e) {
            throw refusal(file, "it cannot be read: " + Words.oneLine(String.valueOf(e.getMessage())));
        }
    }

    /// {@return the path of `file`}
    /// @throws Refusal (GHK-8003) if there is none
    static Path existing(String file) {
        Path path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            throw refusal(file, "there is no such file");
        }
        return path;
    }

    /// {@return a reader of the `.npy` file `file`}
    /// @throws Refusal (GHK-8003) if it is none
    static NpyReader open(String file) {
        try {
            return NpyReader.open(Path.of(file));
        } catch (NoSuchFileException _) {
            throw refusal(file, "there is no such file");
        } catch (NpyFormatException e) {
            throw refusal(file, Words.oneLine(e.getMessage()));
        } catch (IOException e) {
            throw refusal(file, "it cannot be read: " + Words.oneLine(String.valueOf(e.getMessage())));
        }
    }

    private static NpyArray member(String file, String key, Set<String> names) throws IOException {
        if (!Files.exists(Path.of(file))) {
            throw new NoSuchFileException(file);
        }
        try (ZipFile zip = new ZipFile(file)) {
            Map<String, ZipEntry> entries = new LinkedHashMap<>();
            Collections.list(zip.entries()).stream()
                    .filter(entry -> entry.getName().endsWith(SUFFIX))
                    .forEach(entry -> entries.put(
                            entry.getName().substring(0, entry.getName().length() - SUFFIX.length()), entry));
            String chosen = key.isEmpty() ? choose(file, entries.keySet(), names) : key;
            if (!entries.containsKey(chosen)) {
                throw refusal(file, "it holds no array \"" + chosen + "\"; there are " + entries.keySet());
            }
            return Npy.parse(zip.getInputStream(entries.get(chosen)).readAllBytes());
        }
    }

    private static String choose(String file, Set<String> keys, Set<String> names) {
        if (keys.size() == 1) {
            return keys.iterator().next();
        }
        return keys.stream()
                .filter(names::contains)
                .findFirst()
                .orElseThrow(() -> new Refusal(diagnostic(file, "which of its arrays is meant?")
                        .note("it holds " + keys.stream().sorted().collect(Collectors.joining(", ")))
                        .hint("name one: " + Path.of(file).getFileName() + ":KEY")));
    }

    /// {@return the refusal of `file` for the reason `why`}
    static Refusal refusal(String file, String why) {
        return new Refusal(diagnostic(file, why));
    }

    private static Diagnostic diagnostic(String file, String why) {
        return Diagnostic.of(Code.BAD_DATA, new Location.Whole(file), why);
    }
}
