/// The command line.
module io.goshawk.cli {
    requires io.goshawk.boards;
    requires io.goshawk.codegen;
    requires io.goshawk.cpp;
    requires io.goshawk.frontend;
    requires io.goshawk.harness;
    requires io.goshawk.hls;
    requires io.goshawk.ir;
    requires io.goshawk.passes;
    requires io.goshawk.rtl;
    requires io.goshawk.simulator;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires de.siegmar.fastcsv;
    requires info.picocli;
    requires io.jhdf;
    requires me.tongfei.progressbar;

    uses io.goshawk.codegen.Backend;

    exports io.goshawk.cli;

    opens io.goshawk.cli to
            info.picocli;
}
