package io.goshawk.passes.quant;

import io.goshawk.ir.Graph;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.passes.Lowering;
import io.goshawk.passes.PassContext;
import java.util.Map;

/// Reads a model as quantised integers and exact reals: constants are folded, quantised weights become integers
/// with a scale, biases, scales and batch normalisations become exact affine maps.
///
/// Reports every problem of the graph in one run.
public final class OnnxToQuant implements Lowering<OnnxOp, QuantOp> {
    private final Map<String, InputType> inputTypes;

    /// @param inputTypes the types given to graph inputs by name
    public OnnxToQuant(Map<String, InputType> inputTypes) {
        this.inputTypes = Map.copyOf(inputTypes);
    }

    @Override
    public Graph<QuantOp> apply(Graph<OnnxOp> graph, PassContext context) {
        EmptyTensors.report(graph, context.diagnostics());
        context.diagnostics().stopOnErrors();
        QuantReader reader = new QuantReader(graph, inputTypes, context.diagnostics());
        return reader.read();
    }
}
