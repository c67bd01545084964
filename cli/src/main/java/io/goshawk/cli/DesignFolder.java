package io.goshawk.cli;

import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Refusal;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/// The folder a design goes to. It is written beside and moved into place, so it is whole or absent.
final class DesignFolder {
    /// The file that makes a folder a design.
    static final String DOCUMENT = "design.json";

    private final Path target;
    private final boolean force;

    /// @param target as the user wrote it
    /// @param force whether a folder that is no design may be replaced
    DesignFolder(Path target, boolean force) {
        this.target = real(target.toAbsolutePath().normalize());
        this.force = force;
    }

    /// A link is followed, so that what it points at is replaced and the link stays.
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException _) {
            return path;
        }
    }

    /// Looks before anything is computed whether the design may go there.
    /// @throws Refusal if it may not
    void check() {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            checkParents();
            return;
        }
        if (!Files.isDirectory(target)) {
            throw refusal("it is a file, not a folder", "choose another folder with -o");
        }
        if (Path.of("").toAbsolutePath().normalize().startsWith(target)) {
            throw refusal("the working folder lies in it, which would be replaced", "choose a folder below, with -o");
        }
        if (!force && !isEmpty() && !Files.isRegularFile(target.resolve(DOCUMENT))) {
            throw refusal(
                    "it holds files that are no Goshawk design", "choose another folder, or say --force to replace it");
        }
        if (!Files.isWritable(parent())) {
            throw refusal(parent() + " cannot be written to", "choose another folder with -o");
        }
    }

    private void checkParents() {
        Path existing = parent();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            throw refusal(existing + " is a file, not a folder", "choose another folder with -o");
        }
        if (!Files.isWritable(existing)) {
            throw refusal(existing + " cannot be written to", "choose another folder with -o");
        }
    }

    private Path parent() {
        return target.getParent() == null ? target : target.getParent();
    }

    private boolean isEmpty() {
        try (Stream<Path> files = Files.list(target)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw refusal(reason(e), "choose another folder with -o");
        }
    }

    /// Writes `files`, texts by path relative to the folder, and replaces what was there before.
    /// @throws Refusal if the file system says no; then nothing is left behind, and what was there before still
    /// is
    void write(Map<String, String> files) {
        List<Path> made = new ArrayList<>();
        try {
            makeParents(made);
            Path beside = besides("new");
            made.add(beside);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = beside.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
            moveIntoPlace(beside);
        } catch (IOException e) {
            made.reversed().forEach(DesignFolder::delete);
            throw refusal(reason(e), "choose another folder with -o");
        }
    }

    private void makeParents(List<Path> made) throws IOException {
        List<Path> missing = new ArrayList<>();
        for (Path folder = parent(); folder != null && !Files.exists(folder); folder = folder.getParent()) {
            missing.addFirst(folder);
        }
        for (Path folder : missing) {
            Files.createDirectory(folder);
            made.add(folder);
        }
    }

    private void moveIntoPlace(Path beside) throws IOException {
        if (!Files.exists(target)) {
            Files.move(beside, target);
            return;
        }
        Path old = besides("old");
        Files.move(target, old, StandardCopyOption.REPLACE_EXISTING);
        try {
            Files.move(beside, target);
        } catch (IOException e) {
            Files.move(old, target);
            throw e;
        }
        delete(old);
    }

    /// Makes an empty folder with a new name beside the target.
    private Path besides(String purpose) throws IOException {
        String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
        return Files.createDirectory(parent().resolve("." + target.getFileName() + "-" + purpose + "-" + random));
    }

    /// Deletes `folder` and all in it; what cannot be deleted stays.
    static void delete(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException _) {
            // A leftover beside the design harms nobody; the design itself is in place.
        }
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException denied
                ? "no permission to write " + denied.getFile()
                : Words.oneLine(String.valueOf(e.getMessage()));
    }

    private Refusal refusal(String why, String hint) {
        return new Refusal(Diagnostic.of(
                        Code.OUTPUT_NOT_WRITABLE,
                        new Location.Whole(target.toString()),
                        "the design cannot go there: " + why)
                .hint(hint));
    }
}
