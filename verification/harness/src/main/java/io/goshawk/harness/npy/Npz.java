package io.goshawk.harness.npy;

import java.io.IOException;
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
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, NpyArray> array : List.copyOf(arrays.entrySet())) {
                zip.putNextEntry(entry(array.getKey()));
                zip.write(Npy.format(array.getValue()));
                zip.closeEntry();
            }
        }
    }

    /// Packs `.npy` files into the archive `file`, as [#write] does, however large they are.
    public static void pack(Path file, Map<String, Path> arrays) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, Path> array : List.copyOf(arrays.entrySet())) {
                zip.putNextEntry(entry(array.getKey()));
                Files.copy(array.getValue(), zip);
                zip.closeEntry();
            }
        }
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name + SUFFIX);
        // The zip format's earliest day, so that the time of writing does not show.
        entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
        return entry;
    }
}
