/// What all backends share: the backend interface, templates, names.
module io.goshawk.codegen {
    requires transitive io.goshawk.passes;
    requires io.pebbletemplates;
    requires org.slf4j;

    exports io.goshawk.codegen;
    exports io.goshawk.codegen.loops;

    opens io.goshawk.codegen.loops to
            io.pebbletemplates;
}
