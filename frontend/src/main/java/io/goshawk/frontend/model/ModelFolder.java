package io.goshawk.frontend.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/// The folder that a model lies in, the only one that tensor data is read from. Neither absolute paths nor `..` nor
/// links lead out of it, and nothing but regular files is opened.
final class ModelFolder {
    /// A file is mapped as a whole where it is no larger, so that many small tensors need no mapping each.
    private static final long MAPPED_WHOLE = Integer.MAX_VALUE;

    /// Smaller files are copied: a mapping costs more.
    private static final long COPIED = 1 << 16;

    /// How often over the tensors of a model may read a file, on average: sharing is legitimate, bombs are not.
    private static final long MAX_SHARING = 4;

    private final Path folder;
    private final Map<Path, Opened> files = new HashMap<>();

    ModelFolder(Path folder) {
        this.folder = folder;
    }

    /// A file and how many bytes were taken from it; `whole` is empty for a file too large to be mapped at once.
    private static final class Opened {
        private final Path path;
        private final long size;
        private final ByteString whole;
        private long taken;

        Opened(Path path, long size, ByteString whole) {
            this.path = path;
            this.size = size;
            this.whole = whole;
        }
    }

    /// {@return the bytes at `place`, mapped or copied}
    /// @throws Unconvertible if the file is absent, no regular file, outside the folder, too short or changed
    ByteString read(ExternalPlace place) {
        Path path = inside(place);
        try {
            Opened file = files.get(path);
            if (file == null) {
                file = open(path, place);
                files.put(path, file);
            }
            return slice(file, place);
        } catch (NoSuchFileException _) {
            throw place.refused("which is not there").hint(ExternalPlace.damaged());
        } catch (IOException e) {
            throw place.refused("which cannot be read: " + e.getMessage()).hint("check its rights: ls -l");
        }
    }

    private Path inside(ExternalPlace place) {
        Path relative = relative(place);
        Path path = folder;
        for (Path part : relative) {
            path = path.resolve(part);
            if (Files.isSymbolicLink(path)) {
                throw outside(place, "where \"" + part + "\" is a symbolic link");
            }
        }
        return path;
    }

    private static Path relative(ExternalPlace place) {
        String location = place.location();
        boolean rooted = location.startsWith("/") || location.indexOf('\\') >= 0 || location.matches("[A-Za-z]:.*");
        try {
            Path path = Path.of(location);
            if (rooted || path.isAbsolute()) {
                throw outside(place, "which is no path relative to the model's folder");
            }
            for (Path part : path) {
                if (part.toString().equals("..")) {
                    throw outside(place, "which leaves the model's folder");
                }
            }
            return path.normalize();
        } catch (InvalidPathException e) {
            throw place.refused("which is no path: " + e.getReason()).hint(ExternalPlace.damaged());
        }
    }

    private static Unconvertible outside(ExternalPlace place, String reason) {
        return place.refused(reason).hint("put the file itself into the model's folder, and name it by its plain name");
    }

    private Opened open(Path path, ExternalPlace place) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw place.refused("which is no regular file").hint(ExternalPlace.damaged());
        }
        if (!path.toRealPath().startsWith(folder.toRealPath())) {
            throw outside(place, "which lies outside the model's folder");
        }
        checkSum(path, place);
        long size = attributes.size();
        ByteString whole = size <= MAPPED_WHOLE ? map(path, 0, size) : ByteString.EMPTY;
        return new Opened(path, size, whole);
    }

    private static ByteString map(Path path, long offset, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            if (length <= COPIED) {
                java.nio.ByteBuffer copy = java.nio.ByteBuffer.allocate((int) length);
                while (copy.hasRemaining() && channel.read(copy, offset + copy.position()) >= 0) {
                    // Reads on until the buffer is full or the file ends.
                }
                return UnsafeByteOperations.unsafeWrap(copy.flip());
            }
            return UnsafeByteOperations.unsafeWrap(channel.map(FileChannel.MapMode.READ_ONLY, offset, length));
        }
    }

    private static ByteString slice(Opened file, ExternalPlace place) throws IOException {
        long length = place.length().orElse(Math.max(0, file.size - place.offset()));
        if (place.offset() > file.size || length > file.size - place.offset()) {
            throw place.refused("bytes " + place.offset() + " to " + (place.offset() + length) + ", and the file has "
                            + file.size)
                    .hint(ExternalPlace.damaged());
        }
        file.taken += length;
        if (length > Integer.MAX_VALUE || file.taken > MAX_SHARING * Math.max(file.size, COPIED)) {
            throw place.refused("of which the model's tensors take " + file.taken + " bytes where it has " + file.size)
                    .hint(ExternalPlace.damaged());
        }
        return file.size <= MAPPED_WHOLE
                ? file.whole.substring((int) place.offset(), (int) (place.offset() + length))
                : map(file.path, place.offset(), length);
    }

    private static void checkSum(Path path, ExternalPlace place) throws IOException {
        if (place.checksum().isEmpty()) {
            return;
        }
        String expected = place.checksum().get().toLowerCase(Locale.ROOT);
        String actual = HexFormat.of().formatHex(digest(path));
        if (!actual.equals(expected)) {
            throw place.refused("whose SHA-1 checksum is " + actual + ", not " + expected)
                    .hint(ExternalPlace.damaged());
        }
    }

    private static byte[] digest(Path path) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            try (InputStream in =
                    new DigestInputStream(Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS), digest)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
