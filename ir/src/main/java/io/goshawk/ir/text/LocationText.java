package io.goshawk.ir.text;

import io.goshawk.ir.Location;
import io.goshawk.ir.text.grammar.GoshawkParser.PartContext;
import io.goshawk.ir.text.grammar.GoshawkParser.PlaceContext;
import java.util.List;
import java.util.Optional;

/// Locations: `onnx("m.onnx", "/fc1", "MatMul")`, `value("m.onnx", "x")`, `text("a.ghk", 3, 1)`,
/// `whole("--input-type")`, `fused("by", …)`.
final class LocationText {
    private static final List<String> KINDS = List.of("onnx", "value", "text", "whole", "fused");

    private LocationText() {}

    static void print(Location location, TextWriter out) {
        switch (location) {
            case Location.OnnxNode(String model, String node, String opType) ->
                strings(out, "onnx", model, node, opType);
            case Location.OnnxValue(String model, String value) -> strings(out, "value", model, value);
            case Location.Text(String file, int line, int column) ->
                out.append("text(").quote(file).append(", " + line + ", " + column + ")");
            case Location.Whole(String name) -> strings(out, "whole", name);
            case Location.Fused(String by, List<Location> parts) -> {
                out.append("fused(").quote(by);
                parts.forEach(part -> print(part, out.append(", ")));
                out.append(")");
            }
        }
    }

    private static void strings(TextWriter out, String kind, String... parts) {
        out.append(kind).append("(");
        for (int i = 0; i < parts.length; i++) {
            out.append(i == 0 ? "" : ", ").quote(parts[i]);
        }
        out.append(")");
    }

    static Location parse(PlaceContext tree) {
        List<PartContext> parts = tree.part();
        return switch (tree.ID().getText()) {
            case "onnx" -> new Location.OnnxNode(string(tree, 0, 3), string(tree, 1, 3), string(tree, 2, 3));
            case "value" -> new Location.OnnxValue(string(tree, 0, 2), string(tree, 1, 2));
            case "text" -> new Location.Text(string(tree, 0, 3), integer(tree, 1), integer(tree, 2));
            case "whole" -> new Location.Whole(string(tree, 0, 1));
            case "fused" ->
                new Location.Fused(
                        string(tree, 0, Math.max(1, parts.size())),
                        parts.stream().skip(1).map(LocationText::nested).toList());
            default ->
                throw new TextError(
                        tree.getStart(),
                        "no location `" + tree.ID().getText() + "`",
                        Optional.of(Naming.hint(tree.ID().getText(), KINDS)));
        };
    }

    private static String string(PlaceContext tree, int index, int count) {
        if (tree.part().size() != count || tree.part(index).STRING() == null) {
            String kind = tree.ID().getText();
            throw new TextError(
                    tree.getStart(), "`" + kind + "` takes " + count + " parts; part " + (index + 1) + " is quoted");
        }
        return Quoted.read(tree.part(index).getText());
    }

    private static int integer(PlaceContext tree, int index) {
        try {
            return Integer.parseInt(tree.part(index).getText());
        } catch (NumberFormatException _) {
            throw new TextError(tree.getStart(), "a line and a column are numbers");
        }
    }

    private static Location nested(PartContext part) {
        if (part.place() == null) {
            throw new TextError(part.getStart(), "`fused` takes locations");
        }
        return parse(part.place());
    }
}
