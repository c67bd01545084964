/// Tests that see everything.
module io.goshawk.conformance {
    requires io.goshawk.boards;
    requires io.goshawk.cli;
    requires io.goshawk.codegen;
    requires io.goshawk.cpp;
    requires io.goshawk.frontend;
    requires io.goshawk.harness;
    requires io.goshawk.hls;
    requires io.goshawk.ir;
    requires io.goshawk.passes;
    requires io.goshawk.rtl;
}
