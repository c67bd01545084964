/// Vitis HLS C++ out.
module io.goshawk.hls {
    requires transitive io.goshawk.codegen;
    requires io.goshawk.boards;
}
