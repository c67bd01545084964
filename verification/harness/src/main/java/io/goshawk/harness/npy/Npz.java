package io.goshawk.harness.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Reads and writes NumPy's `.npz` files: zip archives of `.npy` files, by name.
public final class Npz {
    private static final String SUFFIX = ".npy";

    private Npz() {}

    /// Reads all arrays of numbers in `file`, in the order of the archive.
    ///
    /// @throws NpyFormatException if it is no archive, or one of its arrays is malformed
    public static Map<String, NpyArray> read(Path file) throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().endsWith(SUFFIX)) {
                    String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
                    arrays.put(name, read(name, zip, entry));
                }
            }
        } catch (ZipException e) {
            throw new NpyFormatException("not a .npz file: " + e.getMessage());
        }
        return arrays;
    }

    private static NpyArray read(String name, ZipFile zip, ZipEntry entry) throws IOException {
        try (var stream = zip.getInputStream(entry)) {
            return Npy.parse(stream.readAllBytes());
        } catch (NpyFormatException e) {
            throw new NpyFormatException("array \"" + name + "\": " + e.getMessage());
        }
    }

    /// Writes `arrays` to `file`, compressed, in the order of the map; equal arrays give equal bytes.
    public static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
        try (OutputStream stream = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(stream)) {
            for (Map.Entry<String, NpyArray> array : List.copyOf(arrays.entrySet())) {
                ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
                // The zip format's earliest day, so that the time of writing does not show.
                entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(Npy.format(array.getValue()));
                zip.closeEntry();
            }
        }
    }
}
