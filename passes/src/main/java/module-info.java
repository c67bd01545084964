/// Everything between import and backends: passes, rewrite rules, lowerings.
module io.goshawk.passes {
    requires transitive io.goshawk.ir;

    exports io.goshawk.passes;
    exports io.goshawk.passes.calibrate;
    exports io.goshawk.passes.host;
    exports io.goshawk.passes.integer;
    exports io.goshawk.passes.nonlinear;
    exports io.goshawk.passes.onnx;
    exports io.goshawk.passes.quant;
    exports io.goshawk.passes.circuit;
    exports io.goshawk.passes.rewrite;
}
