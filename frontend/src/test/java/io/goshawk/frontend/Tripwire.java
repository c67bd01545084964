package io.goshawk.frontend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/// A file of 4096 bytes that nobody may read: the time of its last access tells, of mapped files too.
///
/// File systems that only keep that time now and then (Linux, `relatime`) do so where the file was changed after it was
/// last read, which it therefore pretends.
///
/// @param works whether this file system keeps the time at all
record Tripwire(Path file, boolean works) {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));
    private static final FileTime LATER = FileTime.from(Instant.parse("2002-01-01T00:00:00Z"));

    /// {@return a new tripwire, tried out}
    static Tripwire at(Path file) throws IOException {
        Files.write(file, new byte[4096]);
        arm(file);
        Files.readAllBytes(file);
        boolean works = accessed(file);
        arm(file);
        return new Tripwire(file, works);
    }

    /// {@return whether somebody read the file since this was last asked}
    boolean tripped() throws IOException {
        boolean tripped = accessed(file);
        if (tripped) {
            arm(file);
        }
        return tripped;
    }

    private static boolean accessed(Path file) throws IOException {
        return !view(file).readAttributes().lastAccessTime().equals(LONG_AGO);
    }

    private static void arm(Path file) throws IOException {
        view(file).setTimes(LATER, LONG_AGO, null);
    }

    private static BasicFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, BasicFileAttributeView.class);
    }
}
