package io.goshawk.frontend;

import io.goshawk.frontend.model.InputTypes;
import io.goshawk.frontend.protos.GraphProto;
import io.goshawk.frontend.protos.TensorShapeProto.Dimension;
import io.goshawk.frontend.protos.ValueInfoProto;
import io.goshawk.ir.Location;
import io.goshawk.ir.Shape;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import java.util.List;
import java.util.stream.Stream;

/// Holds the shapes that a model declares for its values against the ones that its operators give.
final class DeclaredShapes {
    /// What some exporters write for an extent they do not know.
    private static final long UNKNOWN = -1;

    private final String model;
    private final Names names;
    private final Diagnostics diagnostics;

    DeclaredShapes(String model, Names names, Diagnostics diagnostics) {
        this.model = model;
        this.names = names;
        this.diagnostics = diagnostics;
    }

    /// Reports each declaration that cannot be true.
    void check(GraphProto graph) {
        Stream.concat(graph.getValueInfoList().stream(), graph.getOutputList().stream())
                .filter(declared -> declared.getType().getTensorType().hasShape())
                .forEach(this::check);
    }

    private void check(ValueInfoProto declared) {
        List<Dimension> dims = declared.getType().getTensorType().getShape().getDimList();
        Location at = new Location.OnnxValue(model, declared.getName());
        if (dims.stream().anyMatch(dim -> dim.getDimValue() < UNKNOWN)) {
            diagnostics.add(Diagnostic.of(
                            Code.BAD_SHAPE,
                            at,
                            "the declared shape " + InputTypes.describe(dims) + " has a negative extent")
                    .hint("correct the declaration, or remove it: shapes are inferred"));
            return;
        }
        names.usable(declared.getName())
                .map(usable -> usable.shape())
                .filter(actual -> !agree(dims, actual))
                .ifPresent(actual -> diagnostics.add(Diagnostic.of(
                                Code.SHAPE_MISMATCH,
                                at,
                                "the value \"" + declared.getName() + "\" is declared as " + InputTypes.describe(dims)
                                        + ", but its operator gives [" + actual + "]")
                        .hint("correct the declaration, or remove it: shapes are inferred")));
    }

    private static boolean agree(List<Dimension> dims, Shape actual) {
        boolean agree = dims.size() == actual.rank();
        for (int axis = 0; agree && axis < dims.size(); axis++) {
            Dimension dim = dims.get(axis);
            agree = !dim.hasDimValue() || dim.getDimValue() == UNKNOWN || dim.getDimValue() == actual.extent(axis);
        }
        return agree;
    }
}
