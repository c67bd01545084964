package io.goshawk.frontend;

import io.goshawk.ir.Graph;
import io.goshawk.ir.onnx.OnnxOp;
import io.goshawk.ir.quant.QuantOp;
import io.goshawk.ir.text.GhkFile;
import java.util.Optional;

/// What a model file turned out to hold.
public sealed interface LoadedModel {
    /// A network as its operators say it: ONNX in any form, or Goshawk's text of it.
    ///
    /// @param outline what an ONNX file says of itself; other kinds have none
    record Network(Graph<OnnxOp> graph, Optional<ModelOutline> outline) implements LoadedModel {
        /// A network of which nothing else is known.
        public Network(Graph<OnnxOp> graph) {
            this(graph, Optional.empty());
        }
    }

    /// A network whose quantisers were recognised: Goshawk's text of it.
    record Quantised(Graph<QuantOp> graph) implements LoadedModel {}

    /// A compiled network: Goshawk's text of several graphs.
    record Design(GhkFile text) implements LoadedModel {}
}
