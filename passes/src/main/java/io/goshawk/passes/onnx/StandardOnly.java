package io.goshawk.passes.onnx;

import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Code;
import io.goshawk.ir.diag.Diagnostic;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.onnx.quantization.BipolarQuant;
import io.goshawk.ir.onnx.quantization.QonnxOp;
import io.goshawk.ir.onnx.quantization.Quant;

/// Checks that a model has ONNX's own quantisers only.
public final class StandardOnly {
    private StandardOnly() {}

    /// {@return `graph`}
    /// @param diagnostics is told of every operation of QONNX
    /// @throws io.goshawk.ir.diag.Refusal if there is one
    public static Graph<OnnxOp> checked(Graph<OnnxOp> graph, Diagnostics diagnostics) {
        for (Graph.Node<OnnxOp> node : graph.nodes()) {
            if (node.op() instanceof Quant || node.op() instanceof QonnxOp || node.op() instanceof BipolarQuant) {
                diagnostics.add(Diagnostic.of(
                                Code.NOT_EXPORTABLE,
                                node.at(),
                                node.op().getClass().getSimpleName() + " is no operator of ONNX")
                        .hint("--format qonnx keeps it, --format qdq writes Quant as QuantizeLinear"));
            }
        }
        diagnostics.stopOnErrors();
        return graph;
    }
}
