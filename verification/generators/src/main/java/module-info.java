/// Random graphs and inputs that the passes and the backends are tested with.
module io.goshawk.generators {
    requires transitive io.goshawk.ir;

    exports io.goshawk.generators;
}
