/// Verilog out.
module io.goshawk.rtl {
    requires transitive io.goshawk.codegen;
    requires io.goshawk.boards;
}
