/// ONNX and QONNX in.
module io.goshawk.frontend {
    requires transitive io.goshawk.ir;
    requires flatbuffers.java;
    requires io.goshawk.frontend.protos;
    requires org.antlr.antlr4.runtime;

    exports io.goshawk.frontend;
}
