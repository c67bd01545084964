package io.goshawk.cli.conform;

import io.goshawk.cli.conform.TestCase.Content;
import io.goshawk.cli.conform.TestCase.DataSet;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/// The conformance cases below a folder or in a zip archive, found by their files `model.onnx`.
public final class TestCases implements AutoCloseable {
    /// Larger files than this are no part of a conformance case; an archive may claim any size.
    private static final int MAX_BYTES = 1 << 30;

    private static final String MODEL = "model.onnx";
    private static final Pattern TENSOR = Pattern.compile("(.*)/(test_data_set_[^/]*)/(input|output)_(\\d{1,4})\\.pb");

    private final List<TestCase> cases;
    private final Optional<ZipFile> archive;

    private TestCases(List<TestCase> cases, Optional<ZipFile> archive) {
        this.cases = cases;
        this.archive = archive;
    }

    /// {@return the cases in `path`, by name; their files are read while this is open}
    /// @throws Refusal if it is neither a folder nor a zip archive, or holds no case
    public static TestCases open(Path path) {
        try {
            TestCases found = Files.isDirectory(path) ? inFolder(path) : inArchive(new ZipFile(path.toFile()));
            if (found.cases.isEmpty()) {
                found.close();
                throw refusal(path, "there is no " + MODEL + " in \"" + path + "\"");
            }
            return found;
        } catch (IOException _) {
            String what = Files.exists(path) ? " is neither a folder nor a zip archive" : " does not exist";
            throw refusal(path, '"' + path.toString() + '"' + what);
        }
    }

    public List<TestCase> all() {
        return cases;
    }

    private static TestCases inFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Content> contents = files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .<Content>map(file -> new InFolder(folder, file))
                    .toList();
            String alone = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
            return new TestCases(grouped(contents, alone), Optional.empty());
        }
    }

    private static TestCases inArchive(ZipFile archive) {
        List<Content> contents = archive.stream()
                .filter(entry -> !entry.isDirectory())
                .<Content>map(entry -> new InArchive(archive, entry.getName()))
                .toList();
        return new TestCases(grouped(contents, archive.getName()), Optional.of(archive));
    }

    /// @param alone the name of a case that lies in no folder
    private static List<TestCase> grouped(List<Content> contents, String alone) {
        Map<String, Content> models = new TreeMap<>();
        Map<String, Map<String, List<Map<Integer, Content>>>> tensors = new TreeMap<>();
        for (Content content : contents) {
            String path = "/" + content.name();
            if (path.endsWith("/" + MODEL)) {
                models.put(path.substring(0, path.length() - MODEL.length() - 1), content);
            }
            Matcher tensor = TENSOR.matcher(path);
            if (tensor.matches()) {
                tensors.computeIfAbsent(tensor.group(1), _ -> new TreeMap<>())
                        .computeIfAbsent(tensor.group(2), _ -> List.of(new TreeMap<>(), new TreeMap<>()))
                        .get(tensor.group(3).equals("input") ? 0 : 1)
                        .put(Integer.valueOf(tensor.group(4)), content);
            }
        }
        List<TestCase> cases = new ArrayList<>();
        models.forEach((folder, model) -> {
            List<DataSet> sets = new ArrayList<>();
            tensors.getOrDefault(folder, Map.of())
                    .forEach((name, both) -> sets.add(new DataSet(
                            name,
                            List.copyOf(both.get(0).values()),
                            List.copyOf(both.get(1).values()))));
            cases.add(new TestCase(folder.isEmpty() ? alone : folder.substring(1), model, sets));
        });
        cases.sort(Comparator.comparing(TestCase::name));
        return List.copyOf(cases);
    }

    private static Refusal refusal(Path path, String message) {
        return new Refusal(Diagnostic.of(Code.UNREADABLE_FILE, new Location.Whole(path.toString()), message)
                .hint("give a folder or a zip archive of cases, each a model.onnx beside test_data_set_0/input_0.pb, "
                        + "test_data_set_0/output_0.pb and so on"));
    }

    private static byte[] read(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(MAX_BYTES);
        if (bytes.length == MAX_BYTES) {
            throw new IOException("the file has " + MAX_BYTES + " bytes or more");
        }
        return bytes;
    }

    private record InFolder(Path folder, Path file) implements Content {
        @Override
        public String name() {
            return folder.relativize(file).toString().replace('\\', '/');
        }

        @Override
        public byte[] read() throws IOException {
            try (InputStream stream = Files.newInputStream(file)) {
                return TestCases.read(stream);
            }
        }
    }

    private record InArchive(ZipFile archive, String name) implements Content {
        @Override
        public byte[] read() throws IOException {
            try (InputStream stream = archive.getInputStream(archive.getEntry(name))) {
                return TestCases.read(stream);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (archive.isPresent()) {
            archive.get().close();
        }
    }
}
