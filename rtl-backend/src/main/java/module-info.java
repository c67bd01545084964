/// Verilog out.
module io.goshawk.rtl {
    requires transitive io.goshawk.codegen;
    requires io.goshawk.boards;

    exports io.goshawk.rtl;

    opens io.goshawk.rtl.view to
            io.pebbletemplates;

    provides io.goshawk.codegen.Backend with
            io.goshawk.rtl.VerilogBackend;
}
