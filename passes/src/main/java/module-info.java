/// Analyses, rewrites and lowerings.
module io.goshawk.passes {
    requires transitive io.goshawk.ir;
}
