package io.goshawk.frontend;

import io.goshawk.frontend.model.ElementTypes;
import io.goshawk.frontend.model.SparseReader;
import io.goshawk.frontend.model.TensorReader;
import io.goshawk.frontend.model.Unconvertible;
import io.goshawk.frontend.operators.Imported;
import io.goshawk.frontend.protos.GraphProto;
import io.goshawk.frontend.protos.SparseTensorProto;
import io.goshawk.frontend.protos.TensorProto;
import io.goshawk.ir.Location;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.tensor.Tensor;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/// The tensors that a graph carries, dense and sparse.
final class Initialisers {
    private final String model;
    private final Names names;
    private final Diagnostics diagnostics;

    Initialisers(String model, Names names, Diagnostics diagnostics) {
        this.model = model;
        this.names = names;
        this.diagnostics = diagnostics;
    }

    /// Lets the names of those of `graph` stand for them. {@return the names}
    Set<String> bind(GraphProto graph) {
        Set<String> bound = new HashSet<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            String what = "initialiser \"" + tensor.getName() + "\"";
            bound.add(tensor.getName());
            bind(tensor, what, at -> TensorReader.read(tensor, at, what));
        }
        for (SparseTensorProto tensor : graph.getSparseInitializerList()) {
            String what = "sparse initialiser \"" + tensor.getValues().getName() + "\"";
            bound.add(tensor.getValues().getName());
            bind(tensor.getValues(), what, at -> SparseReader.read(tensor, at, what));
        }
        return bound;
    }

    private void bind(TensorProto tensor, String what, Function<Location, Tensor> reader) {
        Location at = new Location.OnnxValue(model, tensor.getName());
        if (names.declare(tensor.getName(), at)) {
            try {
                Tensor data = reader.apply(at);
                names.bind(
                        tensor.getName(),
                        new Imported.Known(data, ElementTypes.element(tensor.getDataType(), at, what), at));
            } catch (Unconvertible refusal) {
                refusal.reason().ifPresent(diagnostics::add);
            }
        }
    }
}
