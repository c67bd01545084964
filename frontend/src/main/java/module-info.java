/// ONNX and QONNX in.
module io.goshawk.frontend {
    requires transitive io.goshawk.ir;
    requires io.goshawk.frontend.protos;

    exports io.goshawk.frontend;
}
