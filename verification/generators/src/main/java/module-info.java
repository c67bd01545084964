/// Random graphs and inputs, shrinking.
module io.goshawk.generators {
    requires transitive io.goshawk.ir;

    exports io.goshawk.generators;
}
