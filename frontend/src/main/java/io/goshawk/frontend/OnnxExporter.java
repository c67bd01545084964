package io.goshawk.frontend;

import io.goshawk.frontend.export.GraphWriter;
import io.goshawk.frontend.protos.ModelProto;
import io.goshawk.ir.Graph;
import io.goshawk.ir.diag.Diagnostics;
import io.goshawk.ir.diag.Refusal;
import io.goshawk.ir.onnx.OnnxOp;

/// Writes models of the onnx dialect as ONNX files: the one way out.
///
/// Each operation becomes the operator that it was imported from, in the newest form that the file's opset has; what
/// is imported from the file equals the graph, but for the names of values and the order of independent nodes.
public final class OnnxExporter {
    private OnnxExporter() {}

    /// {@return the bytes of an ONNX file that holds `graph`}
    ///
    /// Opset 21, or the oldest newer one that has all operators and types; QONNX's operators are of the domain
    /// `qonnx.custom_op.general`.
    ///
    /// @param version that of the program, which the file names as its producer
    /// @param diagnostics receives every problem
    /// @throws Refusal carrying them, if a part of the graph has no form in ONNX
    public static byte[] write(Graph<OnnxOp> graph, String version, Diagnostics diagnostics) {
        ModelProto model = GraphWriter.write(graph, "goshawk", version, diagnostics);
        diagnostics.stopOnErrors();
        return model.toByteArray();
    }
}
