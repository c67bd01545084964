package io.goshawk.passes.quant;

import io.goshawk.ir.Graph;
import io.goshawk.ir.GraphBuilder;
import io.goshawk.ir.IntType;
import io.goshawk.ir.Location;
import io.goshawk.ir.Value;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.linear.MatMul;
import io.goshawk.ir.onnx.quantization.ConvInteger;
import io.goshawk.ir.onnx.quantization.MatMulInteger;
import io.goshawk.ir.onnx.spatial.Conv;
import io.goshawk.ir.onnx.spatial.ConvTranspose;
import io.goshawk.ir.quant.Constant;
import io.goshawk.ir.quant.QuantOp;
import java.util.Optional;
import java.util.function.BiFunction;

/// Products of data and quantised weights.
final class LiveProducts {
    private final GraphBuilder<QuantOp> builder;
    private final KnownValues known;
    private final Origins origins;
    private final LinearQuantisers linear;
    private final LiveOps ops;
    private final Diagnostics diagnostics;

    LiveProducts(
            GraphBuilder<QuantOp> builder,
            KnownValues known,
            Origins origins,
            LinearQuantisers linear,
            Diagnostics diagnostics) {
        this.builder = builder;
        this.known = known;
        this.origins = origins;
        this.linear = linear;
        this.ops = new LiveOps(diagnostics);
        this.diagnostics = diagnostics;
    }

    /// {@return the product `node` of the data `input`; nothing where it was refused}
    Optional<QuantOp> of(Graph.Node<OnnxOp> node, Value input) {
        Location at = node.at();
        return switch (node.op()) {
            case MatMul op -> product(input, quantised(op.right(), at), 1, at, io.goshawk.ir.quant.MatMul::new);
            case Conv op ->
                product(
                        input,
                        quantised(op.weights(), at),
                        0,
                        at,
                        (x, w) -> new io.goshawk.ir.quant.Conv(x, w, op.window(), op.groups()));
            case ConvTranspose op ->
                product(
                        input,
                        quantised(op.weights(), at),
                        1,
                        at,
                        (x, w) -> new io.goshawk.ir.quant.ConvTranspose(x, w, op.window(), op.more(), op.groups()));
            case MatMulInteger op ->
                product(
                        centred(input, op.leftZero(), at),
                        integers(op.right(), op.rightZero(), at),
                        1,
                        at,
                        io.goshawk.ir.quant.MatMul::new);
            case ConvInteger op ->
                product(
                        centred(input, op.inputZero(), at),
                        integers(op.weights(), op.weightZero(), at),
                        0,
                        at,
                        (x, w) -> new io.goshawk.ir.quant.Conv(x, w, op.window(), op.groups()));
            case OnnxOp other -> throw new IllegalArgumentException(other + " is no product");
        };
    }

    private Value centred(Value input, Value zero, Location at) {
        return linear.centred(input, zero, at)
                .map(op -> {
                    Value centred = builder.add(op, at);
                    origins.add(centred, op);
                    return centred;
                })
                .orElse(input);
    }

    private Optional<Known.Quantised> integers(Value weights, Value zero, Location at) {
        return linear.weights(known.integers(weights), (IntType) weights.type().element(), zero, at);
    }

    private Optional<Known.Quantised> quantised(Value weights, Location at) {
        if (known.of(weights) instanceof Known.Quantised quantised) {
            return Optional.of(quantised);
        }
        Optional<Known.Quantised> multiples = Lattice.of(known.reals(weights));
        if (multiples.isPresent()) {
            return multiples;
        }
        diagnostics.add(Diagnostic.of(Code.UNQUANTISED_WEIGHT, at, "the weights of this node have no quantiser")
                .hint("train or export the model with quantised weights (a Quant node behind the weight)"));
        return Optional.empty();
    }

    /// @param axis of the weights, along which the outputs lie
    private Optional<QuantOp> product(
            Value input,
            Optional<Known.Quantised> weight,
            int axis,
            Location at,
            BiFunction<Value, Value, QuantOp> product) {
        boolean inputGood = origins.checkCodes(input, at);
        return weight.filter(_ -> inputGood)
                .filter(w -> ops.weightFits(w, axis, at))
                .map(w -> {
                    Value weights = builder.add(new Constant(w.codes(), w.element()), at);
                    return product.apply(input, weights);
                });
    }
}
