package io.goshawk.frontend;

import io.goshawk.ir.Graph;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.text.GhkFile;

/// What a model file turned out to hold.
public sealed interface LoadedModel {
    /// A network as its operators say it: ONNX in any form, or Goshawk's text of it.
    record Network(Graph<OnnxOp> graph) implements LoadedModel {}

    /// A network whose quantisers were recognised: Goshawk's text of it.
    record Quantised(Graph<QuantOp> graph) implements LoadedModel {}

    /// A compiled network: Goshawk's text of several graphs.
    record Design(GhkFile text) implements LoadedModel {}
}
