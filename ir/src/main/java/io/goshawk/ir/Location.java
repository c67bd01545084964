package io.goshawk.ir;

import java.util.List;
import java.util.stream.Collectors;

/// The place in the user's input that something comes from. Required everywhere and never null.
public sealed interface Location {
    /// A node of an ONNX model: file name, node name and operator type.
    record OnnxNode(String model, String node, String opType) implements Location {
        @Override
        public String describe() {
            return model + ", node \"" + node + "\" (" + opType + ")";
        }

        @Override
        public String brief() {
            return model + ":" + node;
        }
    }

    /// A graph input, output or initialiser of an ONNX model.
    record OnnxValue(String model, String value) implements Location {
        @Override
        public String describe() {
            return model + ", value \"" + value + "\"";
        }

        @Override
        public String brief() {
            return model + ":" + value;
        }
    }

    /// A place in a text file; lines and columns count from 1.
    record Text(String file, int line, int column) implements Location {
        @Override
        public String describe() {
            return file + ":" + line + ":" + column;
        }

        @Override
        public String brief() {
            return describe();
        }
    }

    /// A whole file, or an option of the command line.
    record Whole(String name) implements Location {
        @Override
        public String describe() {
            return name;
        }

        @Override
        public String brief() {
            return name;
        }
    }

    /// Several places that `by`, a pass or a rule, made one.
    record Fused(String by, List<Location> parts) implements Location {
        public Fused {
            parts = List.copyOf(parts);
        }

        @Override
        public String describe() {
            return parts.stream().map(Location::describe).collect(Collectors.joining("; "));
        }

        @Override
        public String brief() {
            return parts.stream().map(Location::brief).distinct().collect(Collectors.joining(" + "));
        }
    }

    /// {@return this place as a diagnostic names it}
    String describe();

    /// {@return this place as an origin comment names it}
    String brief();

    /// {@return the place of what `by` made of things at `parts`; equal parts count once}
    static Location fuse(String by, List<Location> parts) {
        List<Location> flat = parts.stream()
                .flatMap(part -> part instanceof Fused f ? f.parts().stream() : java.util.stream.Stream.of(part))
                .distinct()
                .toList();
        return flat.size() == 1 ? flat.getFirst() : new Fused(by, flat);
    }
}
