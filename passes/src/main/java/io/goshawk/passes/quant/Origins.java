package io.goshawk.passes.quant;

import io.goshawk.ir.Graph;
import io.goshawk.ir.Location;
import io.goshawk.ir.QuantType;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.quant.Add;
import io.goshawk.ir.quant.ApplyAffine;
import io.goshawk.ir.quant.Clip;
import io.goshawk.ir.quant.LeakyRelu;
import io.goshawk.ir.quant.MaxPool;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.quant.Relu;
import io.goshawk.ir.quant.WindowSum;
import io.goshawk.ir.shape.ArrangeOp;
import io.goshawk.ir.shape.ShapeOp;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What stands behind the reals of a graph: codes of a quantiser, or a graph input that no quantiser
/// has met.
final class Origins {
    private final Diagnostics diagnostics;
    private final Map<Value, Graph.Port> unquantised = new HashMap<>();
    private final Set<Value> scaled = new HashSet<>();
    private final Set<Graph.Port> complainedOf = new HashSet<>();

    Origins(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /// Takes note that `value` is the input `port`, as it comes.
    void input(Value value, Graph.Port port) {
        unquantised.put(value, port);
    }

    /// Takes note of what `op` yields.
    void add(Value result, QuantOp op) {
        if (op.operands().isEmpty() || result.type().element() instanceof QuantType) {
            return;
        }
        List<Value> sources = op.operands();
        // What only the host touches still carries the graph input.
        sources.forEach(source -> unquantisedInput(source).ifPresent(port -> unquantised.put(result, port)));
        boolean keepsCodes = switch (op) {
            case ShapeOp _, ArrangeOp _, MaxPool _, WindowSum _, Add _, ApplyAffine _, Relu _, LeakyRelu _, Clip _ ->
                true;
            case QuantOp _ -> false;
        };
        if (keepsCodes && sources.stream().allMatch(this::isScaled)) {
            scaled.add(result);
        }
    }

    /// Takes note that `result` is elements of `source`, moved about.
    void follow(Value result, Value source) {
        unquantisedInput(source).ifPresent(port -> unquantised.put(result, port));
        if (scaled.contains(source)) {
            scaled.add(result);
        }
    }

    Optional<Graph.Port> unquantisedInput(Value value) {
        return Optional.ofNullable(unquantised.get(value));
    }

    /// {@return whether `values`, which meet at `at`, have all been quantised, or none of them;
    ///     reported where they have not}
    boolean allQuantisedOrNone(List<Value> values, Location at) {
        List<Graph.Port> without = values.stream()
                .flatMap(value -> unquantisedInput(value).stream())
                .toList();
        boolean good = without.isEmpty() || without.size() == values.size();
        if (!good) {
            without.forEach(port -> complainOf(port, at));
        }
        return good;
    }

    private boolean isScaled(Value value) {
        return scaled.contains(value) || value.type().element() instanceof QuantType;
    }

    /// {@return whether the elements of `value`, which reach a product at `at`, are codes behind affine
    ///     maps; reported where they are not}
    boolean checkCodes(Value value, Location at) {
        if (isScaled(value)) {
            return true;
        }
        Optional<Graph.Port> input = unquantisedInput(value);
        if (input.isPresent()) {
            complainOf(input.get(), at);
        } else {
            diagnostics.add(Diagnostic.of(Code.UNQUANTISED_OPERAND, at, "the input of this node is no quantised tensor")
                    .hint("put a Quant node in front of it"));
        }
        return false;
    }

    /// Reports, once, that the graph input `source` needs a type.
    void complainOf(Graph.Port source, Location at) {
        if (complainedOf.add(source)) {
            diagnostics.add(Diagnostic.of(
                            Code.INPUT_WITHOUT_TYPE,
                            source.at(),
                            "the graph input \"" + source.name() + "\" has no quantiser, so its integers are unknown")
                    .note("it reaches " + at.describe() + " as floats")
                    .hint("state its type: --input-type " + source.name() + "=fixed:16,6"));
        }
    }
}
