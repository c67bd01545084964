/// Vitis HLS C++ out.
module io.goshawk.hls {
    requires transitive io.goshawk.codegen;

    exports io.goshawk.hls;

    opens io.goshawk.hls.view to
            io.pebbletemplates;

    provides io.goshawk.codegen.Backend with
            io.goshawk.hls.HlsBackend;
}
