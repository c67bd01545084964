package io.goshawk.passes.integer;

import io.goshawk.ir.Graph;
import io.goshawk.ir.integer.IntegerOp;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.passes.Lowering;
import io.goshawk.passes.PassContext;
import java.util.List;
import java.util.function.Consumer;

/// From scales to integers, exactly: every product becomes an integer accumulator as wide as the actual
/// weights need, everything between it and the next quantiser one requantisation with its certificate.
///
/// Takes the hardware part of a [HostPartition]; its inputs are quantised. Biases of the last layer
/// join the accumulator where they lie on its grid; an arg-max is kept where all its logits mean the
/// same.
///
/// A function that has no exact integer form becomes, in front of a quantiser, an integer operation
/// with a proven bound.
public final class QuantToInteger implements Lowering<QuantOp, IntegerOp> {
    private final LoweringOptions options;
    private final Consumer<List<Approximation>> told;

    /// Exactly the model, for hardware.
    public QuantToInteger() {
        this(LoweringOptions.EXACT, _ -> {});
    }

    /// @param told gets every place where the options gave a rescaling another meaning than the model's
    public QuantToInteger(LoweringOptions options, Consumer<List<Approximation>> told) {
        this.options = options;
        this.told = told;
    }

    @Override
    public Graph<IntegerOp> apply(Graph<QuantOp> graph, PassContext context) {
        IntegerWriter writer = new IntegerWriter(graph, options, context.diagnostics());
        Graph<IntegerOp> written = writer.write();
        told.accept(writer.approximations());
        return written;
    }
}
