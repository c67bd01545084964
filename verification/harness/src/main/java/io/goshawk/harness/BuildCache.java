package io.goshawk.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Compiled simulators and programs, kept under a hash of everything they are made from.
public final class BuildCache {
    private static final int KEPT_ENTRIES = 200;
    private static final String UNFINISHED = "unfinished-";

    private final Path folder;

    public BuildCache(Path folder) {
        this.folder = folder;
    }

    /// {@return the user's cache: the folder that `GOSHAWK_CACHE` names, by default `~/.cache/goshawk`}
    public static BuildCache ofUser() {
        String named = System.getenv("GOSHAWK_CACHE");
        return new BuildCache(
                named == null || named.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".cache", "goshawk")
                        : Path.of(named));
    }

    /// An entry of the cache.
    ///
    /// @param folder what the builder made
    /// @param build how long it took now, or that it was there
    record Entry(Path folder, Engine.Build build) {}

    /// {@return the entry for `key`, which `builder` makes in an empty folder if it is not there}
    ///
    /// Entries appear whole or not at all, so several processes may build at once.
    Entry get(Key key, Consumer<Path> builder) {
        Path entry = folder.resolve(key.hash());
        long start = System.nanoTime();
        try {
            if (Files.isDirectory(entry)) {
                Files.setLastModifiedTime(entry, FileTime.from(Instant.now()));
                return new Entry(entry, new Engine.Build(true, Duration.ZERO));
            }
            Path unfinished = Files.createDirectories(folder.resolve(UNFINISHED + UUID.randomUUID()));
            try {
                builder.accept(unfinished);
                publish(unfinished, entry);
            } finally {
                if (Files.exists(unfinished)) {
                    Processes.delete(unfinished);
                }
            }
            prune();
            return new Entry(entry, new Engine.Build(false, Duration.ofNanos(System.nanoTime() - start)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void publish(Path unfinished, Path entry) throws IOException {
        try {
            Files.move(unfinished, entry, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException | AtomicMoveNotSupportedException e) {
            // Another process was quicker and made the same.
            if (!Files.isDirectory(entry)) {
                throw e;
            }
        }
    }

    /// Forgets what was not used for the longest time, and what a killed process left a day ago.
    private void prune() throws IOException {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        try (Stream<Path> files = Files.list(folder)) {
            List<Used> newestFirst = files.filter(Files::isDirectory)
                    .map(entry -> new Used(entry, time(entry)))
                    .sorted(Comparator.comparing(Used::time).reversed())
                    .toList();
            for (int i = 0; i < newestFirst.size(); i++) {
                Used used = newestFirst.get(i);
                boolean left = used.entry().getFileName().toString().startsWith(UNFINISHED);
                if (left ? used.time().isBefore(yesterday) : i >= KEPT_ENTRIES) {
                    Processes.delete(used.entry());
                }
            }
        }
    }

    private record Used(Path entry, Instant time) {}

    private static Instant time(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            // Another process may have removed it meanwhile.
            return Instant.EPOCH;
        }
    }

    /// Everything an entry is made from, hashed.
    static final class Key {
        private final MessageDigest digest;

        Key(String kind) {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
            with(kind);
        }

        Key with(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
            return this;
        }

        Key with(Path root, List<Path> files) {
            try {
                for (Path file : files) {
                    with(root.relativize(file).toString());
                    with(Files.readString(file, StandardCharsets.ISO_8859_1));
                }
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String hash() {
            try {
                return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest(), 0, 16);
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("SHA-256 can be cloned", e);
            }
        }
    }
}
