package io.goshawk.cli;

import io.goshawk.harness.npy.NpyArray;
import io.goshawk.harness.npy.NpyReader;
import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.passes.Compiler.Compiled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what `--input` names, for each input of a network.
final class InputFiles {
    private static final Set<String> USUAL = Set.of("x", "X", "input", "inputs", "data", "features", "images");

    private final List<Graph.Port> models;
    private final List<Graph.Port> raw;

    InputFiles(Compiled compiled) {
        this(compiled.hostIn().inputs(), compiled.hardware().inputs());
    }

    /// @param models the inputs
    /// @param raw what an array of integers is for, in the place of each of them
    InputFiles(List<Graph.Port> models, List<Graph.Port> raw) {
        this.models = models;
        this.raw = raw;
    }

    /// {@return the rows for each input, in order: reals for the model's input, integers for the
    ///     hardware's port}
    /// @param arguments `FILE` or `NAME=FILE`
    /// @throws Refusal (GHK-8003) if a file holds no such rows, or an input gets none
    List<Samples> read(List<String> arguments) {
        Map<String, String> files = byName(models, arguments);
        List<Samples> all = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            Graph.Port port = models.get(i);
            String file = Optional.ofNullable(files.get(port.name())).orElseThrow(() -> missing(port.name(), models));
            NpyArray array = DataFile.read(file, names(port.name()));
            all.add(Samples.of(file, array, row(port, i, array)));
        }
        Samples first = all.getFirst();
        for (Samples samples : all) {
            if (samples.rows() != first.rows()) {
                throw DataFile.refusal(
                        samples.source(),
                        Words.count(samples.rows(), "row") + ", and " + first.source() + " has " + first.rows());
            }
        }
        return all;
    }

    /// {@return the same, to be read piece by piece}
    /// @param arguments `FILE` or `NAME=FILE`
    /// @throws Refusal (GHK-8003) if a file holds no such rows, or an input gets none
    List<RowSource> open(List<String> arguments) {
        Map<String, String> files = byName(models, arguments);
        List<RowSource> sources = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            Graph.Port port = models.get(i);
            String file = Optional.ofNullable(files.get(port.name())).orElseThrow(() -> missing(port.name(), models));
            sources.add(open(file, port, i));
        }
        RowSource first = sources.getFirst();
        for (RowSource source : sources) {
            if (source.rows() != first.rows()) {
                throw DataFile.refusal(
                        source.name(),
                        Words.count(source.rows(), "row") + ", and " + first.name() + " has " + first.rows());
            }
        }
        return sources;
    }

    private RowSource open(String file, Graph.Port port, int index) {
        Shape reals = port.value().shape();
        Shape integers = raw.get(index).value().shape();
        int colon = file.indexOf(":", Math.max(file.lastIndexOf(".h5"), file.lastIndexOf(".hdf5")));
        if (file.endsWith(".csv")) {
            return new CsvSource(DataFile.existing(file), reals);
        }
        if (colon > 0 && (file.contains(".h5:") || file.contains(".hdf5:"))) {
            return new HdfSource(
                    DataFile.existing(file.substring(0, colon)), file.substring(colon + 1), integers, reals);
        }
        if (file.endsWith(".h5") || file.endsWith(".hdf5")) {
            throw new Refusal(Diagnostic.of(Code.BAD_DATA, new Location.Whole(file), "which of its data sets is meant?")
                    .hint("name one: --input " + file + ":/DATASET"));
        }
        if (!file.contains(".npz")) {
            NpyReader reader = DataFile.open(file);
            if (reader.inPieces()) {
                return new NpySource(file, reader, reader.type().isReal() ? reals : integers);
            }
        }
        NpyArray array = DataFile.read(file, names(port.name()));
        return RowSource.of(Samples.of(file, array, row(port, index, array)));
    }

    private Shape row(Graph.Port port, int index, NpyArray array) {
        return switch (array) {
            case NpyArray.Reals _ -> port.value().shape();
            case NpyArray.Integers _ -> raw.get(index).value().shape();
        };
    }

    private static Set<String> names(String port) {
        Set<String> names = new java.util.HashSet<>(USUAL);
        names.add(port);
        return names;
    }

    private static Map<String, String> byName(List<Graph.Port> ports, List<String> arguments) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String argument : arguments) {
            Optional<String> name = ports.stream()
                    .map(Graph.Port::name)
                    .filter(known -> argument.startsWith(known + "="))
                    .findFirst();
            String key = name.orElse(ports.getFirst().name());
            String file =
                    name.map(known -> argument.substring(known.length() + 1)).orElse(argument);
            if (files.putIfAbsent(key, file) != null) {
                throw new Refusal(Diagnostic.of(
                                Code.BAD_OPTION,
                                new Location.Whole("option --input"),
                                "input " + key + " is given twice")
                        .hint("name each: " + usage(ports)));
            }
        }
        return files;
    }

    private static Refusal missing(String name, List<Graph.Port> ports) {
        return new Refusal(
                Diagnostic.of(Code.BAD_DATA, new Location.Whole("option --input"), "no data for input " + name)
                        .hint("give all: " + usage(ports)));
    }

    private static String usage(List<Graph.Port> ports) {
        List<String> words = new ArrayList<>();
        ports.forEach(port -> words.add("--input " + port.name() + "=FILE"));
        return String.join(" ", words);
    }
}
