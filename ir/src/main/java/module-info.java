/// The language: values, types, dialects, text, meaning.
module io.goshawk.ir {
    requires org.antlr.antlr4.runtime;

    exports io.goshawk.ir;
    exports io.goshawk.ir.analysis;
    exports io.goshawk.ir.circuit;
    exports io.goshawk.ir.curve;
    exports io.goshawk.ir.diag;
    exports io.goshawk.ir.eval;
    exports io.goshawk.ir.integer;
    exports io.goshawk.ir.num;
    exports io.goshawk.ir.onnx;
    exports io.goshawk.ir.onnx.elementwise;
    exports io.goshawk.ir.onnx.indexing;
    exports io.goshawk.ir.onnx.linear;
    exports io.goshawk.ir.onnx.normalization;
    exports io.goshawk.ir.onnx.quantization;
    exports io.goshawk.ir.onnx.reduction;
    exports io.goshawk.ir.onnx.spatial;
    exports io.goshawk.ir.quant;
    exports io.goshawk.ir.shape;
    exports io.goshawk.ir.tensor;
    exports io.goshawk.ir.text;
    exports io.goshawk.ir.window;

    uses io.goshawk.ir.text.DialectProvider;
}
